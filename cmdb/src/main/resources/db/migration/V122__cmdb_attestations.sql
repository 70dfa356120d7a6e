-- Who looked at an item and found it right. Kept with the id that the item had then, as attachments are; never changed.
CREATE TABLE binnacle.ci_attestation (
    id          uuid PRIMARY KEY,
    ci_id       uuid        NOT NULL REFERENCES binnacle.source_record (id),
    note        text,
    attested_by text        NOT NULL,
    attested_at timestamptz NOT NULL
);

CREATE INDEX ci_attestation_item ON binnacle.ci_attestation (ci_id, attested_at DESC);
