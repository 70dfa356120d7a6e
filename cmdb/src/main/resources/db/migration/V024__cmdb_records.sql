-- What each source said last of each thing. Items are made of these records: an item is a set of them, and its id is
-- that of its oldest one, so every id that an item ever had leads to it.
CREATE TABLE binnacle.source_record (
    id            uuid PRIMARY KEY,
    source        text        NOT NULL,
    scope         text        NOT NULL,
    ci_class      text        NOT NULL,
    key           text        NOT NULL,
    name          text        NOT NULL,
    attributes    jsonb       NOT NULL,
    -- [["kind", "value"], ...] as the source gave them
    identifiers   jsonb       NOT NULL,
    -- when an attribute was first given, of those that came after the record
    given_since   jsonb       NOT NULL,
    sureness      real        NOT NULL CHECK (sureness > 0 AND sureness <= 1),
    ci_id         uuid        NOT NULL,
    -- of what was observed last: equal means that nothing has to be compared or written
    fingerprint   bigint      NOT NULL,
    state         text        NOT NULL CHECK (state IN ('present', 'missing', 'retired')),
    first_seen    timestamptz NOT NULL,
    last_seen     timestamptz NOT NULL,
    seen_count    bigint      NOT NULL,
    missing_since timestamptz,
    UNIQUE (source, scope, ci_class, key)
) WITH (fillfactor = 80);

CREATE INDEX source_record_item ON binnacle.source_record (ci_id);
CREATE INDEX source_record_key ON binnacle.source_record (ci_class, key);
CREATE INDEX source_record_missing ON binnacle.source_record (missing_since) WHERE state = 'missing';

-- Every value of an identification rule that a record ever bore.
CREATE TABLE binnacle.record_identity (
    record_id  uuid        NOT NULL REFERENCES binnacle.source_record (id),
    rule       text        NOT NULL,
    value      text        NOT NULL,
    first_seen timestamptz NOT NULL,
    last_seen  timestamptz NOT NULL,
    PRIMARY KEY (record_id, rule, value)
);

CREATE INDEX record_identity_value ON binnacle.record_identity (rule, value);

-- What people said of two records, beside and against the rules. Taken back, never deleted.
CREATE TABLE binnacle.identity_decision (
    id          uuid PRIMARY KEY,
    one         uuid        NOT NULL REFERENCES binnacle.source_record (id),
    other       uuid        NOT NULL REFERENCES binnacle.source_record (id),
    same        boolean     NOT NULL,
    -- decisions that were made, and are taken back, together
    act         uuid        NOT NULL,
    reason      text        NOT NULL,
    decided_by  text        NOT NULL,
    decided_at  timestamptz NOT NULL,
    undone_by   text,
    undone_at   timestamptz
);

CREATE INDEX identity_decision_one ON binnacle.identity_decision (one) WHERE undone_at IS NULL;
CREATE INDEX identity_decision_other ON binnacle.identity_decision (other) WHERE undone_at IS NULL;
CREATE INDEX identity_decision_act ON binnacle.identity_decision (act);

-- Values that should name one thing and are borne by several that cannot be one.
CREATE TABLE binnacle.identity_contradiction (
    rule       text        NOT NULL,
    value      text        NOT NULL,
    records    uuid[]      NOT NULL,
    reason     text        NOT NULL,
    first_seen timestamptz NOT NULL,
    PRIMARY KEY (rule, value)
);

-- Who saw a relation. An end that is not known yet is kept by its key.
CREATE TABLE binnacle.relation_evidence (
    id          uuid PRIMARY KEY,
    source      text        NOT NULL,
    scope       text        NOT NULL,
    from_record uuid        NOT NULL REFERENCES binnacle.source_record (id),
    type        text        NOT NULL,
    to_class    text        NOT NULL,
    to_key      text        NOT NULL,
    to_record   uuid        REFERENCES binnacle.source_record (id),
    attributes  jsonb       NOT NULL,
    confidence  real        NOT NULL CHECK (confidence > 0 AND confidence <= 1),
    first_seen  timestamptz NOT NULL,
    last_seen   timestamptz NOT NULL,
    seen_count  bigint      NOT NULL,
    ended_at    timestamptz,
    UNIQUE (source, scope, from_record, type, to_class, to_key)
) WITH (fillfactor = 80);

CREATE INDEX relation_evidence_from ON binnacle.relation_evidence (from_record);
CREATE INDEX relation_evidence_to ON binnacle.relation_evidence (to_record);
CREATE INDEX relation_evidence_pending ON binnacle.relation_evidence (to_class, to_key) WHERE to_record IS NULL;

-- The past. A version holds from valid_from to valid_to; that it ended was known from closed_at on, before that it was
-- believed to hold still. From recorded_to on it was known to be wrong from its start.
CREATE TABLE binnacle.configuration_item_version (
    ci_id         uuid        NOT NULL,
    ci_class      text        NOT NULL,
    key           text        NOT NULL,
    name          text        NOT NULL,
    lifecycle     text        NOT NULL,
    -- tracked ones alone: what moves by itself has no past
    attributes    jsonb       NOT NULL,
    identifiers   jsonb       NOT NULL,
    source        text        NOT NULL,
    first_seen    timestamptz NOT NULL,
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz NOT NULL DEFAULT 'infinity',
    recorded_from timestamptz NOT NULL,
    closed_at     timestamptz NOT NULL DEFAULT 'infinity',
    recorded_to   timestamptz NOT NULL DEFAULT 'infinity'
);

CREATE INDEX configuration_item_version_item ON binnacle.configuration_item_version (ci_id, valid_from);
CREATE UNIQUE INDEX configuration_item_version_open ON binnacle.configuration_item_version (ci_id)
    WHERE valid_to = 'infinity' AND recorded_to = 'infinity';

CREATE TABLE binnacle.relation_version (
    from_id       uuid        NOT NULL,
    type          text        NOT NULL,
    to_id         uuid        NOT NULL,
    attributes    jsonb       NOT NULL,
    source        text        NOT NULL,
    first_seen    timestamptz NOT NULL,
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz NOT NULL DEFAULT 'infinity',
    recorded_from timestamptz NOT NULL,
    closed_at     timestamptz NOT NULL DEFAULT 'infinity',
    recorded_to   timestamptz NOT NULL DEFAULT 'infinity'
);

CREATE INDEX relation_version_from ON binnacle.relation_version (from_id, valid_from);
CREATE INDEX relation_version_to ON binnacle.relation_version (to_id, valid_from);
CREATE UNIQUE INDEX relation_version_open ON binnacle.relation_version (from_id, type, to_id)
    WHERE valid_to = 'infinity' AND recorded_to = 'infinity';

-- Two things may have one key when sources contradict each other; lookups by key take the oldest.
ALTER TABLE binnacle.configuration_item DROP CONSTRAINT configuration_item_ci_class_key_key;
CREATE INDEX configuration_item_key ON binnacle.configuration_item (ci_class, key);
ALTER TABLE binnacle.configuration_item
    ADD COLUMN identifiers jsonb NOT NULL DEFAULT '[]',
    -- the item of which this one is a part now; it has no life of its own
    ADD COLUMN merged_into uuid REFERENCES binnacle.configuration_item (id);

UPDATE binnacle.configuration_item i SET identifiers = n.pairs
FROM (SELECT ci_id, jsonb_agg(jsonb_build_array(kind, value) ORDER BY kind, value) AS pairs
      FROM binnacle.ci_identifier GROUP BY ci_id) n
WHERE n.ci_id = i.id;

-- What was known until now is one record each.
INSERT INTO binnacle.source_record (id, source, scope, ci_class, key, name, attributes, identifiers, given_since,
    sureness, ci_id, fingerprint, state, first_seen, last_seen, seen_count, missing_since)
SELECT id, source, scope, ci_class, key, name, attributes, identifiers, '{}', 1, id, 0,
    CASE lifecycle WHEN 'in_service' THEN 'present' ELSE lifecycle END, first_seen, last_seen, 1, missing_since
FROM binnacle.configuration_item;

INSERT INTO binnacle.record_identity (record_id, rule, value, first_seen, last_seen)
SELECT id, 'key', key, first_seen, last_seen FROM binnacle.configuration_item
UNION
SELECT n.ci_id, n.kind, lower(btrim(n.value)), i.first_seen, i.last_seen
FROM binnacle.ci_identifier n JOIN binnacle.configuration_item i ON i.id = n.ci_id;

INSERT INTO binnacle.relation_evidence (id, source, scope, from_record, type, to_class, to_key, to_record, attributes,
    confidence, first_seen, last_seen, seen_count)
SELECT r.id, r.source, r.scope, r.from_id, r.type, t.ci_class, t.key, r.to_id, r.attributes, 1, r.first_seen,
    r.last_seen, 1
FROM binnacle.relation r JOIN binnacle.configuration_item t ON t.id = r.to_id;

-- The past begins with what is known now, since it was first seen.
INSERT INTO binnacle.configuration_item_version (ci_id, ci_class, key, name, lifecycle, attributes, identifiers, source,
    first_seen, valid_from, recorded_from)
SELECT id, ci_class, key, name, lifecycle, attributes, identifiers, source, first_seen, first_seen, first_seen
FROM binnacle.configuration_item;

INSERT INTO binnacle.relation_version (from_id, type, to_id, attributes, source, first_seen, valid_from, recorded_from)
SELECT from_id, type, to_id, attributes, source, first_seen, first_seen, first_seen FROM binnacle.relation;

DROP TABLE binnacle.ci_identifier;
DROP INDEX binnacle.configuration_item_scope;
DROP INDEX binnacle.relation_scope;
ALTER TABLE binnacle.configuration_item DROP COLUMN scope, DROP COLUMN fingerprint, DROP COLUMN missing_since;
ALTER TABLE binnacle.relation DROP COLUMN scope;
