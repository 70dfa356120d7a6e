import type { UseQueryResult } from "@tanstack/react-query";
import type { AlertItems, Incident } from "../../shared/api";
import type { Zoom } from "../../shared/chart";
import { Columns } from "../../shared/ui";
import { ActivityCard } from "./ActivityCard";
import { AlertsCard } from "./AlertsCard";
import { Answers } from "./Answers";
import { ChangesCard } from "./ChangesCard";
import { ChartsCard } from "./ChartsCard";
import { ImpactCard } from "./ImpactCard";
import type { ChangesBefore } from "./useChangesBefore";

export interface SituationProps {
  readonly incident: Incident;
  readonly alerts: UseQueryResult<AlertItems>;
  readonly changes: ChangesBefore;
  readonly zoom: Zoom;
}

/** The first tab: the answers, what is known, and the people at work. */
export function Situation({ incident, alerts, changes, zoom }: SituationProps) {
  return (
    <Columns
      strip={<Answers incident={incident} alerts={alerts.data?.items} changes={changes} />}
      aside={
        <>
          <ImpactCard incident={incident} />
          <ActivityCard incident={incident} />
        </>
      }
    >
      <ChartsCard incident={incident} alerts={alerts} changes={changes} zoom={zoom} max={2} />
      <ChangesCard incident={incident} changes={changes} max={5} />
      <AlertsCard alerts={alerts} />
    </Columns>
  );
}
