-- An alert: one condition that a rule found, from its first bad value to its end.
CREATE TABLE binnacle.alert (
    id                uuid PRIMARY KEY,
    rule_id           text NOT NULL,
    title             text NOT NULL,
    description       text NOT NULL,
    state             text NOT NULL CHECK (state IN ('pending', 'firing', 'unknown', 'resolved')),
    severity          text NOT NULL CHECK (severity IN ('critical', 'major', 'warning', 'info')),
    labels            jsonb NOT NULL,
    ci_id             uuid,
    ci_name           text,
    ci_class          text,
    value             double precision,
    value_text        text,
    started_at        timestamptz NOT NULL,
    fired_at          timestamptz,
    resolved_at       timestamptz,
    last_evaluated_at timestamptz NOT NULL,
    reason            text NOT NULL,
    incident_number   text,
    -- What the evaluator remembers beyond what people see; see Phase and AlertStore.Memory.
    phases            text NOT NULL,
    last_seen_at      timestamptz NOT NULL,
    CHECK ((state = 'resolved') = (resolved_at IS NOT NULL))
);

-- At most one alert that is not over for a rule and a label set. The digest keeps long label sets indexable.
CREATE UNIQUE INDEX alert_one_unresolved ON binnacle.alert (rule_id, md5(labels::text)) WHERE state <> 'resolved';
CREATE INDEX alert_ci ON binnacle.alert (ci_id, state);
CREATE INDEX alert_incident ON binnacle.alert (incident_number) WHERE incident_number IS NOT NULL;
CREATE INDEX alert_started ON binnacle.alert (started_at DESC, id);

-- What happened to an alert. Rows are only ever added.
CREATE TABLE binnacle.alert_change (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert_id   uuid NOT NULL REFERENCES binnacle.alert (id),
    at         timestamptz NOT NULL,
    from_state text,
    to_state   text NOT NULL,
    severity   text NOT NULL,
    value      double precision,
    reason     text NOT NULL
);

CREATE INDEX alert_change_alert ON binnacle.alert_change (alert_id, id);

CREATE FUNCTION binnacle.alert_change_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an alert''s history is only ever added to';
END $$;

CREATE TRIGGER alert_change_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON binnacle.alert_change
    FOR EACH STATEMENT EXECUTE FUNCTION binnacle.alert_change_stays();
