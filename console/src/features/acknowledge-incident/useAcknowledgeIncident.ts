import { IconHandStop } from "@tabler/icons-react";
import { allows, type IncidentFeature, useIncidentStep } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, postIncidentsByNumberAcknowledge } from "../../shared/api";

/** "I look at it": also takes the incident when nobody has it. */
export function useAcknowledgeIncident(incident: Incident): IncidentFeature {
  const may = useCan("incident:write");
  const step = useIncidentStep(
    () => postIncidentsByNumberAcknowledge({ path: { number: incident.number }, body: { version: incident.version } }),
    (after) => `${after.number} acknowledged`,
  );
  return {
    command: {
      id: "incident.acknowledge",
      title: "Acknowledge",
      section: "Incident",
      keys: "a",
      icon: IconHandStop,
      words: "ack take look",
      available: may && allows(incident, "acknowledge"),
      run: () => !step.isPending && step.mutate(undefined),
    },
    error: step.error,
  };
}
