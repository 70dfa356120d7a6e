import { IconArrowsVertical } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { allows, type IncidentFeature, useIncidentStep } from "../../entities/incident";
import { useCan } from "../../entities/session";
import { type Incident, postIncidentsByNumberSeverity } from "../../shared/api";

const SeverityDialog = lazy(() => import("./SeverityDialog"));

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
    dialog: opened && (
      <Suspense fallback={null}>
        <SeverityDialog
          incident={incident}
          pending={step.isPending}
          error={step.error}
          onPick={(severity) => step.mutate(severity, { onSuccess: () => setOpened(false) })}
          onClose={() => setOpened(false)}
        />
      </Suspense>
    ),
    error: undefined,
  };
}
