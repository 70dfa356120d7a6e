-- What should be, beside what is. What a source of intent says of one thing is a record like any other, in a state of its
-- own; whether an item that only intent knows is there, nobody has seen yet.

ALTER TABLE binnacle.source_record DROP CONSTRAINT source_record_state_check;
ALTER TABLE binnacle.source_record ADD CONSTRAINT source_record_state_check
    CHECK (state IN ('present', 'missing', 'intended', 'retired'));
CREATE INDEX source_record_intended ON binnacle.source_record (ci_id) WHERE state = 'intended';

ALTER TABLE binnacle.configuration_item DROP CONSTRAINT configuration_item_lifecycle_check;
ALTER TABLE binnacle.configuration_item ADD CONSTRAINT configuration_item_lifecycle_check
    CHECK (lifecycle IN ('in_service', 'intended', 'missing', 'retired'));

-- Who says what should be. Its records have the format as their source and its name as their scope.
CREATE TABLE binnacle.intent_source (
    name            text        PRIMARY KEY,
    format          text        NOT NULL,
    -- what it says it knows all of: an item of these classes that it does not name is unintended
    claimed_classes text[]      NOT NULL,
    -- at these sites alone; at all of them when there is none
    claimed_sites   text[]      NOT NULL,
    created_at      timestamptz NOT NULL
);

-- Each replaced all that its source had said before.
CREATE TABLE binnacle.intent_import (
    id        uuid        PRIMARY KEY,
    source    text        NOT NULL REFERENCES binnacle.intent_source (name) ON DELETE CASCADE,
    version   integer     NOT NULL,
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    -- what changed, what became of each kind of object in the file, and what was wrong with it
    outcome   jsonb       NOT NULL,
    UNIQUE (source, version)
);

-- Where what is seen is not what is intended, as of the last comparison.
CREATE TABLE binnacle.drift (
    id          uuid        PRIMARY KEY,
    ci_id       uuid        NOT NULL REFERENCES binnacle.configuration_item (id),
    kind        text        NOT NULL
        CHECK (kind IN ('missing', 'unintended', 'differs', 'relation_missing', 'relation_extra', 'ambiguous')),
    -- the attribute, or the relation's type with the other end's id; empty when it is about the item as a whole
    field       text        NOT NULL,
    intended    text,
    observed    text,
    intended_by text[]      NOT NULL,
    observed_by text[]      NOT NULL,
    site_id     uuid        REFERENCES binnacle.configuration_item (id),
    since       timestamptz NOT NULL,
    -- the comparison that found it last
    run         bigint      NOT NULL,
    UNIQUE (ci_id, kind, field)
);

CREATE INDEX drift_since ON binnacle.drift (since, id);
CREATE SEQUENCE binnacle.drift_run;

-- What people said of a drift. By the id of a record, which leads to the item whatever is joined or told apart.
CREATE TABLE binnacle.drift_decision (
    id         uuid        PRIMARY KEY,
    record_id  uuid        NOT NULL REFERENCES binnacle.source_record (id),
    kind       text        NOT NULL,
    field      text        NOT NULL,
    verdict    text        NOT NULL CHECK (verdict IN ('accepted', 'ignored')),
    -- accepted until another value is intended than this one
    intended   text,
    -- ignored until then
    until      timestamptz CHECK ((until IS NOT NULL) = (verdict = 'ignored')),
    reason     text        NOT NULL,
    decided_by text        NOT NULL,
    decided_at timestamptz NOT NULL,
    undone_by  text,
    undone_at  timestamptz
);

CREATE UNIQUE INDEX drift_decision_in_force ON binnacle.drift_decision (record_id, kind, field) WHERE undone_at IS NULL;
