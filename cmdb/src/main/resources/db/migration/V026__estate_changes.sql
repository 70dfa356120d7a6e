-- The log of the estate: what happened to items and relations, as far as impact has to know it. Triggers write it, in the
-- transaction that made the change, so that the graph in memory and these tables cannot differ unnoticed, whoever writes.

CREATE TABLE binnacle.estate_change (
    -- in the order in which the changes of one item or relation were made
    number        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- who reads the log asks for what was committed since it looked last
    xid           xid8        NOT NULL DEFAULT pg_current_xact_id(),
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- the item, or where the relation starts
    ci_id         uuid        NOT NULL,
    relation_type text,
    to_id         uuid,
    -- null when there was none, or is none any more
    before        text[],
    after         text[]
);

CREATE INDEX estate_change_xid ON binnacle.estate_change (xid);
CREATE INDEX estate_change_at ON binnacle.estate_change USING brin (at);

-- Since when the log is whole.
CREATE TABLE binnacle.estate_log (
    begins timestamptz NOT NULL
);

INSERT INTO binnacle.estate_log VALUES (now());

-- How many of the dependencies must be up: all, any, or a number.
CREATE FUNCTION binnacle.estate_redundancy(attributes jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE attributes ->> 'redundancy' WHEN 'k_of_n' THEN attributes ->> 'parts_needed'
                                            ELSE attributes ->> 'redundancy' END
$$;

CREATE FUNCTION binnacle.estate_item(item binnacle.configuration_item) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY[item.name, item.ci_class, item.lifecycle, item.health, item.attributes ->> 'criticality',
                 binnacle.estate_redundancy(item.attributes)]
$$;

CREATE FUNCTION binnacle.estate_relation(relation binnacle.relation) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY[binnacle.estate_redundancy(relation.attributes), relation.attributes ->> 'redundancy_group']
$$;

CREATE FUNCTION binnacle.log_items_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO binnacle.estate_change (ci_id, after)
    SELECT a.id, ARRAY[a.name, a.ci_class, a.lifecycle, a.health, a.attributes ->> 'criticality',
                       binnacle.estate_redundancy(a.attributes)]
    FROM added a;
    RETURN NULL;
END
$$;

CREATE FUNCTION binnacle.log_relations_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO binnacle.estate_change (ci_id, relation_type, to_id, after)
    SELECT a.from_id, a.type, a.to_id, ARRAY[binnacle.estate_redundancy(a.attributes), a.attributes ->> 'redundancy_group']
    FROM added a;
    RETURN NULL;
END
$$;

CREATE FUNCTION binnacle.log_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id THEN
        INSERT INTO binnacle.estate_change (ci_id, before, after)
        VALUES (OLD.id, binnacle.estate_item(OLD), binnacle.estate_item(NEW));
    ELSE
        INSERT INTO binnacle.estate_change (ci_id, before) VALUES (OLD.id, binnacle.estate_item(OLD));
        IF TG_OP = 'UPDATE' THEN
            INSERT INTO binnacle.estate_change (ci_id, after) VALUES (NEW.id, binnacle.estate_item(NEW));
        END IF;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION binnacle.log_relation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.from_id, NEW.type, NEW.to_id) = (OLD.from_id, OLD.type, OLD.to_id) THEN
        INSERT INTO binnacle.estate_change (ci_id, relation_type, to_id, before, after)
        VALUES (OLD.from_id, OLD.type, OLD.to_id, binnacle.estate_relation(OLD), binnacle.estate_relation(NEW));
    ELSE
        INSERT INTO binnacle.estate_change (ci_id, relation_type, to_id, before)
        VALUES (OLD.from_id, OLD.type, OLD.to_id, binnacle.estate_relation(OLD));
        IF TG_OP = 'UPDATE' THEN
            INSERT INTO binnacle.estate_change (ci_id, relation_type, to_id, after)
            VALUES (NEW.from_id, NEW.type, NEW.to_id, binnacle.estate_relation(NEW));
        END IF;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER estate_items_added AFTER INSERT ON binnacle.configuration_item
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION binnacle.log_items_added();
CREATE TRIGGER estate_item_removed AFTER DELETE ON binnacle.configuration_item
    FOR EACH ROW EXECUTE FUNCTION binnacle.log_item();
-- Every look of a source touches last_seen of what it saw: that must cost nothing, hence the columns.
CREATE TRIGGER estate_item_changed AFTER UPDATE OF id, name, ci_class, lifecycle, health, attributes
    ON binnacle.configuration_item FOR EACH ROW
    WHEN (OLD.id <> NEW.id OR OLD.name <> NEW.name OR OLD.ci_class <> NEW.ci_class OR OLD.lifecycle <> NEW.lifecycle
          OR OLD.health <> NEW.health
          OR (OLD.attributes IS DISTINCT FROM NEW.attributes
              AND (OLD.attributes ->> 'criticality' IS DISTINCT FROM NEW.attributes ->> 'criticality'
                   OR binnacle.estate_redundancy(OLD.attributes) IS DISTINCT FROM
                      binnacle.estate_redundancy(NEW.attributes))))
    EXECUTE FUNCTION binnacle.log_item();

CREATE TRIGGER estate_relations_added AFTER INSERT ON binnacle.relation
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION binnacle.log_relations_added();
CREATE TRIGGER estate_relation_removed AFTER DELETE ON binnacle.relation
    FOR EACH ROW EXECUTE FUNCTION binnacle.log_relation();
CREATE TRIGGER estate_relation_changed AFTER UPDATE OF from_id, type, to_id, attributes ON binnacle.relation FOR EACH ROW
    WHEN (OLD.from_id <> NEW.from_id OR OLD.type <> NEW.type OR OLD.to_id <> NEW.to_id
          OR (OLD.attributes IS DISTINCT FROM NEW.attributes
              AND (binnacle.estate_redundancy(OLD.attributes) IS DISTINCT FROM
                      binnacle.estate_redundancy(NEW.attributes)
                   OR OLD.attributes ->> 'redundancy_group' IS DISTINCT FROM NEW.attributes ->> 'redundancy_group')))
    EXECUTE FUNCTION binnacle.log_relation();
