import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { allows, type IncidentFeature, useIncidentStep } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, postIncidentsByNumberKeepOpen } from "../../shared/api";

/** Whether the incident resolves by itself with its last alert. */
export function useKeepIncidentOpen(incident: Incident): IncidentFeature {
  const may = useCan("incident:write");
  const keepOpen = !incident.keepOpen;
  const step = useIncidentStep(
    () =>
      postIncidentsByNumberKeepOpen({
        path: { number: incident.number },
        body: { version: incident.version, keepOpen },
      }),
    (after) => (after.keepOpen ? `${after.number} stays open` : `${after.number} resolves with its last alert`),
  );
  return {
    command: {
      id: "incident.keepOpen",
      title: keepOpen ? "Keep open when alerts resolve" : "Let it resolve with its alerts",
      section: "Incident",
      icon: keepOpen ? IconLock : IconLockOpen,
      available: may && allows(incident, "keep_open"),
      run: () => !step.isPending && step.mutate(undefined),
    },
    error: step.error,
  };
}
