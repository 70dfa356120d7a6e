import type { RelatedItem, RelationEvidence } from "../../shared/api";

/** A neighbour with all who saw the relation to it; one source may see it in several scopes. */
export interface ProvenRelation extends RelatedItem {
  readonly evidence: readonly RelationEvidence[];
}

const keyOf = (fromId: string, type: string, toId: string | null | undefined) => `${fromId} ${type} ${toId}`;

/** Gives each relation that holds its evidence, what was seen last first. */
export function provenBy(related: readonly RelatedItem[], evidence: readonly RelationEvidence[]): ProvenRelation[] {
  const byRelation = new Map<string, RelationEvidence[]>();
  for (const one of evidence.filter(({ endedAt }) => !endedAt)) {
    const key = keyOf(one.fromId, one.type, one.toId);
    byRelation.set(key, [...(byRelation.get(key) ?? []), one]);
  }
  return related.map((one) => {
    const { fromId, type, toId } = one.relation;
    const found = byRelation.get(keyOf(fromId, type, toId)) ?? [];
    return { ...one, evidence: [...found].sort((a, b) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen)) };
  });
}

/** What all sources together say of a relation. */
export interface Proof {
  readonly sources: readonly string[];
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly seenCount: number;
  /** That of the surest source. */
  readonly confidence: number | undefined;
  /** Until when it holds unseen; undefined when one source holds it until it says otherwise. */
  readonly expiresAt: string | undefined;
}

export function proofOf({ relation, evidence }: ProvenRelation): Proof {
  if (evidence.length === 0) {
    const { source, firstSeen, lastSeen } = relation;
    return { sources: [source], firstSeen, lastSeen, seenCount: 0, confidence: undefined, expiresAt: undefined };
  }
  const earliest = (a: string, b: string) => (Date.parse(a) <= Date.parse(b) ? a : b);
  const latest = (a: string, b: string) => (Date.parse(a) >= Date.parse(b) ? a : b);
  const expiries = evidence.map(({ expiresAt }) => expiresAt);
  return {
    sources: [...new Set(evidence.map(({ source }) => source))],
    firstSeen: evidence.map((one) => one.firstSeen).reduce(earliest),
    lastSeen: evidence.map((one) => one.lastSeen).reduce(latest),
    seenCount: evidence.reduce((sum, one) => sum + one.seenCount, 0),
    confidence: Math.max(...evidence.map((one) => one.confidence)),
    expiresAt: expiries.every((at) => typeof at === "string") ? expiries.reduce(latest) : undefined,
  };
}

/** What was seen and does not hold any more, what ended last first. */
export function endedOf(evidence: readonly RelationEvidence[]): RelationEvidence[] {
  const ended = evidence.filter(({ endedAt }) => endedAt);
  return ended.sort((a, b) => Date.parse(b.endedAt ?? "") - Date.parse(a.endedAt ?? ""));
}

/** What waits for its end: a source named an item that nobody knows yet. */
export function waitingOf(evidence: readonly RelationEvidence[]): RelationEvidence[] {
  return evidence.filter(({ toId, endedAt }) => !toId && !endedAt);
}
