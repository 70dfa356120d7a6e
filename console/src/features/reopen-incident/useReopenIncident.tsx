import { IconRotate } from "@tabler/icons-react";
import { useState } from "react";
import { allows, type IncidentFeature, NoteDialog, useIncidentStep } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, postIncidentsByNumberReopen } from "../../shared/api";

export function useReopenIncident(incident: Incident): IncidentFeature {
  const may = useCan("incident:write");
  const [opened, setOpened] = useState(false);
  const step = useIncidentStep(
    (note: string) =>
      postIncidentsByNumberReopen({
        path: { number: incident.number },
        body: { version: incident.version, ...(note === "" ? {} : { note }) },
      }),
    (after) => `${after.number} reopened`,
  );
  return {
    command: {
      id: "incident.reopen",
      title: "Reopen",
      section: "Incident",
      icon: IconRotate,
      words: "again",
      available: may && allows(incident, "reopen"),
      run: () => {
        step.reset();
        setOpened(true);
      },
    },
    dialog: (
      <NoteDialog
        opened={opened}
        title={`Reopen ${incident.number}`}
        label="Why it is open again"
        action="Reopen"
        pending={step.isPending}
        error={step.error}
        onSubmit={(note) => step.mutate(note, { onSuccess: () => setOpened(false) })}
        onClose={() => setOpened(false)}
      />
    ),
    error: undefined,
  };
}
