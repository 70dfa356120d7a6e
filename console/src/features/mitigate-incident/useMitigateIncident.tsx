import { IconBandage } from "@tabler/icons-react";
import { useState } from "react";
import { allows, type IncidentFeature, NoteDialog, useIncidentStep } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, postIncidentsByNumberMitigate } from "../../shared/api";

export function useMitigateIncident(incident: Incident): IncidentFeature {
  const may = useCan("incident:write");
  const [opened, setOpened] = useState(false);
  const step = useIncidentStep(
    (note: string) =>
      postIncidentsByNumberMitigate({
        path: { number: incident.number },
        body: { version: incident.version, ...(note === "" ? {} : { note }) },
      }),
    (after) => `${after.number} marked mitigated`,
  );
  return {
    command: {
      id: "incident.mitigate",
      title: "Mark mitigated",
      section: "Incident",
      keys: "m",
      icon: IconBandage,
      words: "users well again",
      available: may && allows(incident, "mitigate"),
      run: () => {
        step.reset();
        setOpened(true);
      },
    },
    dialog: (
      <NoteDialog
        opened={opened}
        title={`Mark mitigated ${incident.number}`}
        label="What was done"
        about="The users are well again, but the cause is not gone yet."
        action="Mark mitigated"
        pending={step.isPending}
        error={step.error}
        onSubmit={(note) => step.mutate(note, { onSuccess: () => setOpened(false) })}
        onClose={() => setOpened(false)}
      />
    ),
    error: undefined,
  };
}
