-- What exists and how it is connected. Items are never deleted; the history is append-only.

CREATE TABLE binnacle.configuration_item (
    id            uuid PRIMARY KEY,
    ci_class      text        NOT NULL,
    key           text        NOT NULL,
    name          text        NOT NULL,
    lifecycle     text        NOT NULL CHECK (lifecycle IN ('in_service', 'missing', 'retired')),
    attributes    jsonb       NOT NULL,
    -- the source and the part of the world in which it found the item first
    source        text        NOT NULL,
    scope         text        NOT NULL,
    -- of what was observed last: equal means that nothing has to be compared or written
    fingerprint   bigint      NOT NULL,
    first_seen    timestamptz NOT NULL,
    last_seen     timestamptz NOT NULL,
    missing_since timestamptz,
    health        text        NOT NULL DEFAULT 'ok'
        CHECK (health IN ('critical', 'major', 'warning', 'unknown', 'maintenance', 'ok')),
    health_reason text,
    UNIQUE (ci_class, key)
) WITH (fillfactor = 80); -- every run touches last_seen of every row: room on the page keeps that off the indexes

CREATE INDEX configuration_item_scope ON binnacle.configuration_item (source, scope);
CREATE INDEX configuration_item_name ON binnacle.configuration_item (ci_class, lower(name));

-- Names of the outside world that outlive a natural key; one value names one item of a class.
CREATE TABLE binnacle.ci_identifier (
    ci_class text NOT NULL,
    kind     text NOT NULL,
    value    text NOT NULL,
    ci_id    uuid NOT NULL REFERENCES binnacle.configuration_item (id),
    PRIMARY KEY (ci_class, kind, value)
);

CREATE INDEX ci_identifier_item ON binnacle.ci_identifier (ci_id);

CREATE TABLE binnacle.relation (
    id          uuid PRIMARY KEY,
    from_id     uuid        NOT NULL REFERENCES binnacle.configuration_item (id),
    type        text        NOT NULL,
    to_id       uuid        NOT NULL REFERENCES binnacle.configuration_item (id),
    attributes  jsonb       NOT NULL,
    source      text        NOT NULL,
    scope       text        NOT NULL,
    first_seen  timestamptz NOT NULL,
    last_seen   timestamptz NOT NULL,
    UNIQUE (from_id, type, to_id)
) WITH (fillfactor = 80);

CREATE INDEX relation_to ON binnacle.relation (to_id);
CREATE INDEX relation_scope ON binnacle.relation (source, scope);

CREATE TABLE binnacle.ci_change (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL,
    ci_id    uuid        NOT NULL REFERENCES binnacle.configuration_item (id),
    ci_class text        NOT NULL,
    ci_name  text        NOT NULL,
    kind     text        NOT NULL,
    source   text        NOT NULL,
    -- {"field": {"before": "...", "after": "..."}}
    changes  jsonb       NOT NULL
);

CREATE INDEX ci_change_item ON binnacle.ci_change (ci_id, id);
CREATE INDEX ci_change_at ON binnacle.ci_change (at, id);

CREATE FUNCTION binnacle.refuse_ci_change_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of items is append-only';
END
$$;

CREATE TRIGGER ci_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON binnacle.ci_change
    FOR EACH STATEMENT EXECUTE FUNCTION binnacle.refuse_ci_change_rewrite();
