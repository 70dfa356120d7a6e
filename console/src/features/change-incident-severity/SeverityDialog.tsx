import { Button } from "@mantine/core";
import { type Incident, messageOf } from "../../shared/api";
import { Dialog, FormProblem, STATE_WORDS, StateMark } from "../../shared/ui";
import classes from "./severity.module.css";

const SEVERITIES = ["critical", "major", "warning", "info"] as const;

interface SeverityDialogProps {
  readonly incident: Incident;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onPick: (severity: Incident["severity"]) => void;
  readonly onClose: () => void;
}

export default function SeverityDialog({ incident, pending, error, onPick, onClose }: SeverityDialogProps) {
  return (
    <Dialog title={`Severity of ${incident.number}`} onClose={onClose}>
      <p className="muted">Holds until somebody changes it, or an alert fires that is worse.</p>
      <FormProblem message={messageOf(error)} />
      <div className={classes.choices}>
        {SEVERITIES.map((severity) => (
          <Button
            key={severity}
            variant="default"
            justify="start"
            disabled={pending || severity === incident.severity}
            leftSection={<StateMark state={severity} />}
            onClick={() => onPick(severity)}
          >
            {STATE_WORDS[severity]}
            {severity === incident.severity && " (now)"}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
