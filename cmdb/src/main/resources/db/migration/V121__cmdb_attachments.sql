-- Files that people keep with an item. Each stays with the id that the item had when it came: so it goes where the records
-- of that id go, through merge and split, and every id that an item ever had leads to it.
CREATE TABLE binnacle.ci_attachment (
    id         uuid PRIMARY KEY,
    ci_id      uuid        NOT NULL REFERENCES binnacle.source_record (id),
    name       text        NOT NULL,
    media_type text        NOT NULL,
    size_bytes integer     NOT NULL CHECK (size_bytes > 0),
    sha256     text        NOT NULL,
    content    bytea       NOT NULL,
    added_by   text        NOT NULL,
    added_at   timestamptz NOT NULL
);

CREATE INDEX ci_attachment_item ON binnacle.ci_attachment (ci_id);

-- Most files are packed already; what is not compressed is read without unpacking.
ALTER TABLE binnacle.ci_attachment ALTER COLUMN content SET STORAGE EXTERNAL;
