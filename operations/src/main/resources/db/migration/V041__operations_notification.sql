CREATE TABLE notification_channel (
    id                    uuid PRIMARY KEY,
    name                  text NOT NULL,
    kind                  text NOT NULL,
    url                   text NOT NULL,
    enabled               boolean NOT NULL,
    disabled_reason       text,
    min_severity          text NOT NULL CHECK (min_severity IN ('critical', 'major', 'warning', 'info')),
    events                text[] NOT NULL,
    -- Sealed, never plain. The previous one signs beside the current one until its time ends.
    secret                text NOT NULL,
    previous_secret       text,
    previous_secret_until timestamptz,
    created_at            timestamptz NOT NULL,
    -- The receiver asked to be left alone until then (429 or 503 with Retry-After).
    paused_until          timestamptz
);
CREATE UNIQUE INDEX notification_channel_name ON notification_channel (lower(name));

-- The outbox and the delivery log in one: a row is written in the transaction of what it tells of.
CREATE TABLE notification_delivery (
    id              uuid PRIMARY KEY,
    -- The order in which they were written. Per channel and incident they leave in this order.
    sequence        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    channel_id      uuid NOT NULL,
    channel_name    text NOT NULL,
    event           text NOT NULL,
    incident_number text,
    body            text NOT NULL,
    state           text NOT NULL CHECK (state IN ('pending', 'failed', 'delivered', 'dead')),
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    give_up_at      timestamptz NOT NULL,
    -- A worker has it until then; later it is presumed dead, and another one takes over.
    claimed_until   timestamptz,
    last_status     integer,
    last_error      text,
    created_at      timestamptz NOT NULL,
    delivered_at    timestamptz,
    CHECK ((state IN ('pending', 'failed')) = (next_attempt_at IS NOT NULL))
);
CREATE INDEX notification_delivery_due ON notification_delivery (channel_id, next_attempt_at, sequence)
    WHERE state IN ('pending', 'failed');
CREATE INDEX notification_delivery_order ON notification_delivery (channel_id, incident_number, sequence);
CREATE INDEX notification_delivery_created ON notification_delivery (created_at DESC);

CREATE TABLE notification_attempt (
    delivery_id     uuid NOT NULL REFERENCES notification_delivery (id) ON DELETE CASCADE,
    number          integer NOT NULL,
    at              timestamptz NOT NULL,
    status          integer,
    error           text,
    duration_millis bigint NOT NULL,
    response        text,
    PRIMARY KEY (delivery_id, number)
);
