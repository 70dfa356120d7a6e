-- A dashboard that somebody made. Its content is one document, read and written whole; its text stays as it was written.
CREATE TABLE binnacle.dashboard (
    id         uuid PRIMARY KEY,
    version    integer NOT NULL CHECK (version > 0),
    content    text NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
);
