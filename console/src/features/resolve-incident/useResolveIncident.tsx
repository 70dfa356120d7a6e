import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { allows, type IncidentFeature, NoteDialog, useIncidentStep } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, postIncidentsByNumberResolve } from "../../shared/api";

export function useResolveIncident(incident: Incident): IncidentFeature {
  const may = useCan("incident:write");
  const [opened, setOpened] = useState(false);
  const step = useIncidentStep(
    (note: string) =>
      postIncidentsByNumberResolve({
        path: { number: incident.number },
        body: { version: incident.version, ...(note === "" ? {} : { note }) },
      }),
    (after) => `${after.number} resolved`,
  );
  return {
    command: {
      id: "incident.resolve",
      title: "Resolve",
      section: "Incident",
      icon: IconCheck,
      words: "close done fixed",
      available: may && allows(incident, "resolve"),
      run: () => {
        step.reset();
        setOpened(true);
      },
    },
    dialog: (
      <NoteDialog
        opened={opened}
        title={`Resolve ${incident.number}`}
        label="What solved it"
        action="Resolve"
        pending={step.isPending}
        error={step.error}
        onSubmit={(note) => step.mutate(note, { onSuccess: () => setOpened(false) })}
        onClose={() => setOpened(false)}
      />
    ),
    error: undefined,
  };
}
