import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { incidentsQuery } from "../../entities/incident";
import type { Mark } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";
import { stateOf } from "../../shared/ui";

/** More lines than this say only that there were many. */
const NEWEST_MAX = 50;

/** The incidents that began in the time range, as marks of every chart. */
export function useIncidentMarks(enabled: boolean): readonly Mark[] {
  const { from, to } = useTimeWindow(60_000);
  const incidents = useQuery({ ...incidentsQuery("", "-openedAt", NEWEST_MAX), enabled });
  return useMemo(() => {
    const began = (incidents.data?.items ?? []).map(({ openedAt, number, severity }) => ({
      at: Date.parse(openedAt),
      label: number,
      state: stateOf(severity),
    }));
    return enabled ? began.filter(({ at }) => at >= from && at <= to) : [];
  }, [incidents.data, enabled, from, to]);
}
