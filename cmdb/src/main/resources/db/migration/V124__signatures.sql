-- The history of the signatures that people keep: their text as it was written, after each change. The newest row is in
-- force, before the signatures that come with the program.

CREATE TABLE binnacle.signature_version (
    version     integer PRIMARY KEY CHECK (version > 0),
    at          timestamptz NOT NULL,
    author      text        NOT NULL,
    note        text,
    own         text        NOT NULL,
    -- [{"signature", "kind"}]
    differences jsonb       NOT NULL
);

CREATE TRIGGER signature_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON binnacle.signature_version
    FOR EACH STATEMENT EXECUTE FUNCTION binnacle.refuse_ci_change_rewrite();
