-- Accounts of people, their sessions, and tokens for programs. Secrets are kept as hashes only.

CREATE TABLE app_user (
    id              uuid PRIMARY KEY,
    name            text NOT NULL,
    display_name    text NOT NULL,
    role            text NOT NULL CHECK (role IN ('viewer', 'operator', 'manager', 'administrator')),
    enabled         boolean NOT NULL DEFAULT true,
    password_hash   text NOT NULL,
    created_at      timestamptz NOT NULL,
    last_sign_in_at timestamptz
);

-- A name is the same name in any case.
CREATE UNIQUE INDEX app_user_name ON app_user (lower(name));

CREATE TABLE session (
    hash         text PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    origin       text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL
);

CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE api_token (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    hash         text NOT NULL UNIQUE,
    permissions  text[] NOT NULL,
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
