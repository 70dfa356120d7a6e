import { type ConfigurationItem, getCiClasses, getCis, liveOn } from "../../shared/api";
import type { ListSource } from "../../shared/table";

/** Which estate is looked at, as the address says it. */
export type EstateTime = {
  /** The instant, in ISO 8601; empty for now. */
  readonly at: string;
  /** Until when what became known counts; empty for all that is known now. */
  readonly known: string;
};

/** What is no instant is ignored, for an address may come from anywhere. */
export function estateTimeOf(at: string, known: string): EstateTime {
  const instant = (text: string) => (Number.isNaN(Date.parse(text)) ? "" : text);
  return { at: instant(at), known: instant(at) === "" ? "" : instant(known) };
}

/** As the server is asked for it. */
export function asOfQuery({ at, known }: EstateTime): { asOf?: string; knownAt?: string } {
  return { ...(at === "" ? {} : { asOf: at }), ...(known === "" ? {} : { knownAt: known }) };
}

/** As links carry it along. */
export function asOfSearch({ at, known }: EstateTime): Record<string, string> {
  return { ...(at === "" ? {} : { at }), ...(known === "" ? {} : { known }) };
}

/** The items at that time. */
export function ciSourceAt(time: EstateTime): ListSource<ConfigurationItem> {
  return {
    name: "cis",
    part: [time.at, time.known].join(" ").trim(),
    topics: ["ci"],
    fetchPage: (request, signal) => getCis({ query: { ...request, ...asOfQuery(time) }, signal }),
    idOf: (ci) => ci.id,
  };
}

/** The classes that had items at that time, with how many. */
export const ciClassesAtQuery = (time: EstateTime) => ({
  queryKey: ["ci-classes", time.at, time.known],
  queryFn: ({ signal }: { signal: AbortSignal }) => getCiClasses({ query: asOfQuery(time), signal }),
  meta: liveOn("ci"),
});
