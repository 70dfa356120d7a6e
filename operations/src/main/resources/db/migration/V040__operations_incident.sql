CREATE TABLE incident (
    id                 uuid PRIMARY KEY,
    number             text NOT NULL UNIQUE,
    title              text NOT NULL,
    severity           text NOT NULL CHECK (severity IN ('critical', 'major', 'warning', 'info')),
    status             text NOT NULL CHECK (status IN ('open', 'acknowledged', 'mitigated', 'resolved')),
    -- What it is about: 'ci:<id>', or the rule and labels of an alert without an item; null when a person named nothing.
    subject            text,
    ci_id              uuid,
    ci_name            text,
    ci_class           text,
    owner              text,
    opened_at          timestamptz NOT NULL,
    acknowledged_at    timestamptz,
    mitigated_at       timestamptz,
    resolved_at        timestamptz,
    opened_by          text NOT NULL,
    alerts_firing      integer NOT NULL DEFAULT 0,
    alerts_total       integer NOT NULL DEFAULT 0,
    resolution         text,
    keep_open          boolean NOT NULL,
    -- It resolved with its last alert, not by a person: an alert that follows soon opens it again.
    resolved_by_alerts boolean NOT NULL DEFAULT false,
    version            integer NOT NULL DEFAULT 1,
    CHECK ((status = 'resolved') = (resolved_at IS NOT NULL))
);

-- The rule that holds whatever the code does: one unresolved incident a subject.
CREATE UNIQUE INDEX incident_unresolved_subject ON incident (subject) WHERE status <> 'resolved';
CREATE INDEX incident_subject_resolved ON incident (subject, resolved_at DESC) WHERE status = 'resolved';
CREATE INDEX incident_opened ON incident (opened_at DESC);
CREATE INDEX incident_ci ON incident (ci_id);

CREATE TABLE incident_alert (
    -- Renewed with each change: the highest one of an alert is the incident that it belongs to now.
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id uuid NOT NULL REFERENCES incident (id),
    alert_id    uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('firing', 'unknown', 'resolved')),
    severity    text NOT NULL,
    joined_at   timestamptz NOT NULL,
    UNIQUE (incident_id, alert_id)
);
CREATE INDEX incident_alert_alert ON incident_alert (alert_id, id DESC);
