import type { Attribute, CiChange, CiClass, ConfigurationItem, RelatedItem } from "../../shared/api";

/** The instants at which the item became another, oldest first, each once. */
export function stopsOf(changes: readonly Pick<CiChange, "at">[], firstSeen: string): readonly string[] {
  const instants = new Map([firstSeen, ...changes.map(({ at }) => at)].map((at) => [Date.parse(at), at]));
  return [...instants].sort(([a], [b]) => a - b).map(([, at]) => at);
}

/** The stop that shows at an instant: the last one that is not after it; the number of stops when it is now. */
export function stopAt(stops: readonly string[], at: string): number {
  if (at === "") {
    return stops.length;
  }
  return Math.max(
    0,
    stops.findLastIndex((stop) => Date.parse(stop) <= Date.parse(at)),
  );
}

/** One field that differs; `undefined` where there is no value. */
export interface Difference {
  readonly label: string;
  readonly attribute: Attribute | undefined;
  readonly before: unknown;
  readonly after: unknown;
}

type Snapshot = Pick<ConfigurationItem, "name" | "key" | "lifecycle" | "attributes">;

const HEAD = [
  { field: "name", label: "Name" },
  { field: "key", label: "Key" },
  { field: "lifecycle", label: "Lifecycle" },
] as const;

/** What differs between an item and itself at another time. What moves by itself has no past, and is left out. */
export function differencesOf(before: Snapshot, after: Snapshot, ciClass: CiClass | undefined): Difference[] {
  const head = HEAD.filter(({ field }) => before[field] !== after[field]).map(({ field, label }) => ({
    label,
    attribute: undefined,
    before: before[field],
    after: after[field],
  }));
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  const fields = [...names].flatMap((name): Difference[] => {
    const attribute = ciClass?.attributes.find((candidate) => candidate.name === name);
    const values = { before: before.attributes[name] ?? undefined, after: after.attributes[name] ?? undefined };
    const same = JSON.stringify(values.before) === JSON.stringify(values.after);
    return same || attribute?.tracked === false
      ? []
      : [{ label: attribute?.label ?? name.replaceAll("_", " "), attribute, ...values }];
  });
  return [...head, ...fields.sort((a, b) => a.label.localeCompare(b.label))];
}

/** Relations that one of the two times has and the other has not. */
export function relationDifferences(before: readonly RelatedItem[], after: readonly RelatedItem[]) {
  const key = ({ relation, outgoing, item }: RelatedItem) => `${relation.type} ${outgoing} ${item.id}`;
  const missingIn = (others: readonly RelatedItem[]) => {
    const keys = new Set(others.map(key));
    return (one: RelatedItem) => !keys.has(key(one));
  };
  return { gone: before.filter(missingIn(after)), come: after.filter(missingIn(before)) };
}
