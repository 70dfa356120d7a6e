import type { ConfigurationItem, RelatedItem } from "../../shared/api";
import { STATES_WORST_FIRST, type StateName, stateOf } from "../../shared/ui";

/** More ids than this make an address too long; items have few parts that can raise alerts. */
const IDS_MAX = 80;

/** What makes an item up: found by relations that say so, not everything that it is connected to. */
const PART_RELATIONS = new Set(["part_of", "runs_on"]);

/** The items that are part of this one or run on it, worst first; packages are many and silent. */
export function partsOf(related: readonly RelatedItem[]): ConfigurationItem[] {
  return related
    .filter(
      ({ relation, outgoing, item }) => !outgoing && PART_RELATIONS.has(relation.type) && item.ciClass !== "package",
    )
    .map(({ item }) => item)
    .sort(worstFirst);
}

/** The filter for alerts of an item and its parts. */
export function aboutItem(ci: ConfigurationItem, related: readonly RelatedItem[] | undefined): string {
  const ids = [ci.id, ...partsOf(related ?? []).map((item) => item.id)];
  return `ci:${[...new Set(ids)].slice(0, IDS_MAX).join(",")}`;
}

/** A host with a full file system is not well, though nothing is said about the host itself. */
export function worstHealth(ci: ConfigurationItem, related: readonly RelatedItem[]): StateName {
  const [worst = ci] = [ci, ...partsOf(related)].sort(worstFirst);
  return stateOf(worst.health);
}

export function worstFirst(a: ConfigurationItem, b: ConfigurationItem): number {
  const rank = (item: ConfigurationItem) => STATES_WORST_FIRST.indexOf(stateOf(item.health));
  return rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true });
}

/** The ports of an application as one list: `5432/tcp`. */
export function portsOf(item: Pick<ConfigurationItem, "attributes">): string[] {
  const list = (name: string, protocol: string) => {
    const ports = item.attributes[name];
    return Array.isArray(ports) ? ports.map((port) => `${String(port).replace(/\/\w+$/, "")}/${protocol}`) : [];
  };
  return [...list("tcp_ports", "tcp"), ...list("udp_ports", "udp")];
}
