import { CiLink, relationWords } from "../../entities/ci";
import type { ConfigurationItem, RelationEvidence } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, SimpleTable } from "../../shared/ui";
import { sureWords } from "./RelationCard";

const ENDED_MAX = 50;
const keyOf = (one: RelationEvidence) =>
  `${one.source} ${one.scope} ${one.fromId} ${one.type} ${one.toClass} ${one.toKey}`;

/** Relations that were seen once and do not hold any more: nothing vanishes without a trace. */
export function EndedRelations({
  ci,
  ended,
}: {
  readonly ci: ConfigurationItem;
  readonly ended: readonly RelationEvidence[];
}) {
  if (ended.length === 0) {
    return null;
  }
  const outgoing = ({ fromId }: RelationEvidence) => fromId === ci.id;
  return (
    <Card title="No longer" about="Seen once, and ended since; the latest first" flush>
      <SimpleTable
        label="Relations that ended"
        rows={ended.slice(0, ENDED_MAX)}
        keyOf={keyOf}
        columns={[
          { header: "Relation", width: "16%", cell: (one) => relationWords(one.type, outgoing(one)) },
          { header: "Item", cell: (one) => <OtherEnd one={one} outgoing={outgoing(one)} /> },
          { header: "Seen by", width: "12%", cell: ({ source }) => source },
          { header: "First seen", width: "12%", cell: ({ firstSeen }) => <Timestamp at={firstSeen} show="time" /> },
          { header: "Last seen", width: "12%", cell: ({ lastSeen }) => <Timestamp at={lastSeen} show="time" /> },
          { header: "Ended", width: "12%", cell: ({ endedAt }) => <Timestamp at={endedAt ?? ""} show="time" /> },
        ]}
      />
    </Card>
  );
}

function OtherEnd({ one, outgoing }: { readonly one: RelationEvidence; readonly outgoing: boolean }) {
  if (!outgoing) {
    return <CiLink id={one.fromId} name="the item at its start" />;
  }
  return one.toId ? <CiLink id={one.toId} name={one.toKey} /> : <span className="mono">{one.toKey}</span>;
}

/** Relations whose end nobody knows yet: a source named it by a key that no item has. */
export function WaitingRelations({ waiting }: { readonly waiting: readonly RelationEvidence[] }) {
  if (waiting.length === 0) {
    return null;
  }
  return (
    <Card title="Waiting for their end" about="A source names an item that nobody has seen yet" flush>
      <SimpleTable
        label="Relations whose end nobody knows"
        rows={waiting}
        keyOf={keyOf}
        columns={[
          { header: "Relation", width: "16%", cell: ({ type }) => relationWords(type, true) },
          { header: "Class", width: "16%", cell: ({ toClass }) => toClass.replaceAll("_", " ") },
          { header: "Key", cell: ({ toKey }) => <span className="mono">{toKey}</span> },
          { header: "Seen by", width: "12%", cell: ({ source }) => source },
          { header: "Last seen", width: "12%", cell: ({ lastSeen }) => <Timestamp at={lastSeen} /> },
          { header: "Sure", width: "8%", align: "end", cell: ({ confidence }) => sureWords(confidence) },
        ]}
      />
    </Card>
  );
}
