import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ciChangesQuery, marksOf } from "../../entities/ci";
import type { Mark } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";

const NEWEST_MAX = 500;

/** What discovery saw change in the time range, of any item, as marks of every chart. */
export function useChangeMarks(enabled: boolean): readonly Mark[] {
  const { from, to } = useTimeWindow(60_000);
  const within = `at>=${new Date(from).toISOString()} at<=${new Date(to + 60_000).toISOString()}`;
  const changes = useQuery({ ...ciChangesQuery(within, NEWEST_MAX), enabled });
  return useMemo(
    () => (enabled ? marksOf(changes.data?.items ?? [], { from, to: to + 60_000 }, true) : []),
    [changes.data, enabled, from, to],
  );
}
