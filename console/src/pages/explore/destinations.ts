import { queryOptions } from "@tanstack/react-query";
import { type DestinationState, getSamplesDestinations } from "../../shared/api";
import type { StateName } from "../../shared/ui";

const REFRESH_MILLIS = 10_000;

export const destinationsQuery = queryOptions({
  queryKey: ["destinations"],
  queryFn: ({ signal }) => getSamplesDestinations({ signal }),
  refetchInterval: REFRESH_MILLIS,
});

/** How it goes with one: before its first answer nobody knows. */
export function stateOfDestination({ healthy, lastError, sentTotal }: DestinationState): {
  state: StateName;
  word: string;
} {
  if (!healthy && lastError !== "") return { state: "critical", word: "Failing" };
  return healthy && sentTotal > 0 ? { state: "ok", word: "Sending" } : { state: "unknown", word: "Not yet" };
}

/** The share of the room that samples which wait for it may take, once it is worth a word. */
export function fullnessOf({ bytesBehind, bytesBehindMax }: DestinationState): number {
  return bytesBehindMax === 0 ? 0 : bytesBehind / bytesBehindMax;
}
