import { Button, Modal } from "@mantine/core";
import { IconArrowsVertical } from "@tabler/icons-react";
import { useState } from "react";
import { allows, type IncidentFeature, useIncidentStep } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, messageOf, postIncidentsByNumberSeverity } from "../../shared/api";
import { STATE_WORDS, StateMark } from "../../shared/ui";
import classes from "./severity.module.css";

const SEVERITIES = ["critical", "major", "warning", "info"] as const;

/** A person's severity holds until a person changes it, or an alert fires that is worse. */
export function useChangeIncidentSeverity(incident: Incident): IncidentFeature {
  const may = useCan("incident:write");
  const [opened, setOpened] = useState(false);
  const step = useIncidentStep(
    (severity: Incident["severity"]) =>
      postIncidentsByNumberSeverity({
        path: { number: incident.number },
        body: { version: incident.version, severity },
      }),
    (after) => `${after.number} is ${after.severity}`,
  );
  return {
    command: {
      id: "incident.severity",
      title: "Change severity…",
      section: "Incident",
      icon: IconArrowsVertical,
      words: "critical major warning priority",
      available: may && allows(incident, "change_severity"),
      run: () => {
        step.reset();
        setOpened(true);
      },
    },
    dialog: (
      <Modal opened={opened} onClose={() => setOpened(false)} title={`Severity of ${incident.number}`} centered>
        <p className="muted">Holds until somebody changes it, or an alert fires that is worse.</p>
        <div className={classes.choices}>
          {SEVERITIES.map((severity) => (
            <Button
              key={severity}
              variant="default"
              justify="start"
              disabled={step.isPending || severity === incident.severity}
              leftSection={<StateMark state={severity} />}
              onClick={() => step.mutate(severity, { onSuccess: () => setOpened(false) })}
            >
              {STATE_WORDS[severity]}
              {severity === incident.severity && " (now)"}
            </Button>
          ))}
        </div>
        {step.error !== null && <p role="alert">{messageOf(step.error)}</p>}
      </Modal>
    ),
    error: undefined,
  };
}
