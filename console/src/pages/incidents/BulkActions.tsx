import { Button } from "@mantine/core";
import { useAcknowledgeAll } from "../../features/acknowledge-incident/useAcknowledgeAll";
import { type Incident, messageOf } from "../../shared/api";

interface BulkActionsProps {
  readonly incidents: readonly Incident[];
  readonly onDone: () => void;
}

export function BulkActions({ incidents, onDone }: BulkActionsProps) {
  const { available, count, step } = useAcknowledgeAll(incidents);
  return (
    <>
      {available && (
        <Button
          size="compact-sm"
          variant="default"
          loading={step.isPending}
          onClick={() => step.mutate(undefined, { onSuccess: onDone })}
        >
          Acknowledge {count}
        </Button>
      )}
      {step.error !== null && <span role="alert">{messageOf(step.error)}</span>}
    </>
  );
}
