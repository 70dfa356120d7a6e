CREATE TABLE binnacle.discovery_run (
    id          uuid PRIMARY KEY,
    source      text        NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    outcome     text        NOT NULL CHECK (outcome IN ('running', 'succeeded', 'failed', 'interrupted')),
    saw         integer     NOT NULL,
    added       integer     NOT NULL,
    changed     integer     NOT NULL,
    missing     integer     NOT NULL,
    problems    text[]      NOT NULL,
    error       text
);

CREATE INDEX discovery_run_source ON binnacle.discovery_run (source, started_at);
