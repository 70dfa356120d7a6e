-- What a dashboard was: every version that was saved, the newest too, as far back as they are kept.
CREATE TABLE binnacle.dashboard_version (
    dashboard_id uuid NOT NULL REFERENCES binnacle.dashboard (id) ON DELETE CASCADE,
    version      integer NOT NULL CHECK (version > 0),
    content      text NOT NULL,
    author       text NOT NULL,
    at           timestamptz NOT NULL,
    note         text,
    PRIMARY KEY (dashboard_id, version)
);

INSERT INTO binnacle.dashboard_version (dashboard_id, version, content, author, at)
SELECT id, version, content, changed_by, changed_at FROM binnacle.dashboard;
