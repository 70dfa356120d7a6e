-- What people said to the technical services that discovery suggests. What is suggested is found anew each time.
CREATE TABLE binnacle.service_proposal_decision (
    -- the application that stands for it
    ci_id      uuid PRIMARY KEY REFERENCES binnacle.configuration_item (id),
    name       text        NOT NULL,
    decision   text        NOT NULL CHECK (decision IN ('accepted', 'rejected')),
    service_id uuid REFERENCES binnacle.configuration_item (id),
    decided_by text        NOT NULL,
    decided_at timestamptz NOT NULL
);
