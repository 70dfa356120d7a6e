import { IconUserPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { allows, type IncidentFeature, useIncidentStep } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, postIncidentsByNumberAssign } from "../../shared/api";

const AssignDialog = lazy(() => import("./AssignDialog"));

/** Gives the incident to somebody; an empty name gives it back. */
export function useAssignIncident(incident: Incident): IncidentFeature {
  const may = useCan("incident:write");
  const [opened, setOpened] = useState(false);
  const step = useIncidentStep(
    (owner: string) =>
      postIncidentsByNumberAssign({
        path: { number: incident.number },
        body: { version: incident.version, ...(owner === "" ? {} : { owner }) },
      }),
    (after) => (after.owner ? `${after.number} is ${after.owner}'s` : `${after.number} has no owner`),
  );
  return {
    command: {
      id: "incident.assign",
      title: "Assign…",
      section: "Incident",
      keys: "o",
      icon: IconUserPlus,
      words: "owner give take",
      available: may && allows(incident, "assign"),
      run: () => {
        step.reset();
        setOpened(true);
      },
    },
    dialog: opened && (
      <Suspense fallback={null}>
        <AssignDialog
          incident={incident}
          pending={step.isPending}
          error={step.error}
          onAssign={(owner) => step.mutate(owner, { onSuccess: () => setOpened(false) })}
          onClose={() => setOpened(false)}
        />
      </Suspense>
    ),
    error: undefined,
  };
}
