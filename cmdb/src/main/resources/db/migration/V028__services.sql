-- Services are items, their parts relations: here stands only what those cannot hold.

-- What people described here, so that two of them do not overwrite each other.
CREATE TABLE binnacle.service_definition (
    ci_id      uuid PRIMARY KEY REFERENCES binnacle.configuration_item (id),
    version    integer     NOT NULL CHECK (version > 0),
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL
);

-- In which states services were, and why.
CREATE TABLE binnacle.service_interval (
    ci_id          uuid        NOT NULL REFERENCES binnacle.configuration_item (id),
    state          text        NOT NULL CHECK (state IN ('down', 'degraded', 'unknown', 'maintenance', 'up')),
    why            text,
    -- as it was known last in that time
    health_percent double precision,
    from_at        timestamptz NOT NULL,
    to_at          timestamptz NOT NULL DEFAULT 'infinity',
    CHECK (to_at > from_at),
    PRIMARY KEY (ci_id, from_at)
);

CREATE UNIQUE INDEX service_interval_open ON binnacle.service_interval (ci_id) WHERE to_at = 'infinity';
CREATE INDEX service_interval_end ON binnacle.service_interval (to_at);

-- Until when somebody watched: what comes after it, up to the next look, is unknown.
CREATE TABLE binnacle.service_watch (
    one           boolean PRIMARY KEY DEFAULT TRUE CHECK (one),
    watched_until timestamptz NOT NULL
);
