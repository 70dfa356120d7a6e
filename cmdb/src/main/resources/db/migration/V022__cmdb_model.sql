-- The history of the model: what people made of their own, as YAML, after each change. The newest row is in force
-- together with the classes that come with the program.

CREATE TABLE binnacle.ci_model_version (
    version     integer PRIMARY KEY CHECK (version > 0),
    at          timestamptz NOT NULL,
    author      text        NOT NULL,
    own         text        NOT NULL,
    -- [{"ciClass", "kind", "parts": [{"what", "before", "after"}]}]
    differences jsonb       NOT NULL,
    -- how many items got other values by the change
    items       bigint      NOT NULL
);

CREATE TRIGGER ci_model_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON binnacle.ci_model_version
    FOR EACH STATEMENT EXECUTE FUNCTION binnacle.refuse_ci_change_rewrite();
