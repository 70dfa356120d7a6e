import { useQuery } from "@tanstack/react-query";
import { ciChangesQuery, ciQuery, ciRelationsQuery } from "../../entities/ci";
import type { CiChange, ConfigurationItem, Incident } from "../../shared/api";

/** A change longer before the start than this is not worth a guess. */
const BEFORE_MILLIS = 3_600_000;
const CHANGES_MAX = 500;
/** What the first discovery found did not come into being then. */
const FIRST_DISCOVERY_MILLIS = 120_000;

export interface ChangesBefore {
  readonly data: readonly CiChange[] | undefined;
  readonly error: unknown;
  readonly refetch: () => void;
}

/** What changed on the incident's item and its neighbours in the hour before it started, newest first. */
export function useChangesBefore(incident: Incident): ChangesBefore {
  const ciId = incident.ciId ?? "";
  const opened = Date.parse(incident.openedAt);
  const window = `at>=${iso(opened - BEFORE_MILLIS)} at<=${iso(opened)}`;
  const enabled = ciId !== "";
  const ci = useQuery({ ...ciQuery(ciId), enabled });
  const relations = useQuery({ ...ciRelationsQuery(ciId), enabled });
  const changes = useQuery({ ...ciChangesQuery(window, CHANGES_MAX), enabled });
  const failed = [ci, relations, changes].find((query) => query.error);
  const refetch = () => {
    for (const query of [ci, relations, changes]) void query.refetch();
  };
  if (!enabled) {
    return { data: [], error: null, refetch };
  }
  if (!ci.data || !relations.data || !changes.data) {
    return { data: undefined, error: failed?.error ?? null, refetch };
  }
  const near = [ci.data, ...relations.data.items.map(({ item }) => item)];
  return { data: changesNear(near, changes.data.items), error: null, refetch };
}

/** The changes of these items; without what was there already when the first of them was discovered. */
export function changesNear(
  near: readonly Pick<ConfigurationItem, "id" | "firstSeen">[],
  changes: readonly CiChange[],
): CiChange[] {
  const ids = new Set(near.map(({ id }) => id));
  const known = Math.min(...near.map(({ firstSeen }) => Date.parse(firstSeen))) + FIRST_DISCOVERY_MILLIS;
  return changes.filter(
    (change) => ids.has(change.ciId) && !(change.kind === "created" && Date.parse(change.at) < known),
  );
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}
