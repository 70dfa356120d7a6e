import { useState } from "react";
import { CiLink } from "../../entities/ci";
import type { CiClass } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, type SimpleColumn, SimpleTable } from "../../shared/ui";
import classes from "./ci.module.css";
import { type ProvenRelation, proofOf } from "./evidence";
import { worstFirst } from "./parts";

const ROWS_MAX = 25;

interface RelationCardProps {
  readonly words: string;
  readonly members: readonly ProvenRelation[];
  readonly classes: readonly CiClass[];
}

/** The relations of one kind, the worst neighbour first, each with who saw it. */
export function RelationCard({ words, members, classes: ciClasses }: RelationCardProps) {
  const [all, setAll] = useState(false);
  const sorted = [...members].sort((a, b) => worstFirst(a.item, b.item));
  const detailed = members.some(({ relation }) => Object.keys(relation.attributes).length > 0);
  const label = (name: string) => ciClasses.find((ciClass) => ciClass.name === name)?.label ?? name;
  return (
    <Card title={words.charAt(0).toUpperCase() + words.slice(1)} about={members.length.toLocaleString("en-GB")} flush>
      <SimpleTable
        label={words}
        rows={all ? sorted : sorted.slice(0, ROWS_MAX)}
        keyOf={({ relation }) => relation.id}
        columns={[
          { header: "Item", width: "22%", cell: itemCell },
          { header: "Class", width: "13%", cell: ({ item }) => label(item.ciClass) },
          ...(detailed
            ? [
                {
                  header: "Detail",
                  cell: ({ relation }: ProvenRelation) => (
                    <span className="mono">{detailWords(relation.attributes)}</span>
                  ),
                },
              ]
            : []),
          ...EVIDENCE,
        ]}
      />
      {sorted.length > ROWS_MAX && (
        <button type="button" className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${sorted.length.toLocaleString("en-GB")}`}
        </button>
      )}
    </Card>
  );
}

const EVIDENCE: readonly SimpleColumn<ProvenRelation>[] = [
  { header: "Seen by", width: "11%", cell: (one) => proofOf(one).sources.join(", ") },
  { header: "First seen", width: "11%", cell: (one) => <Timestamp at={proofOf(one).firstSeen} show="time" /> },
  { header: "Last seen", width: "9%", cell: (one) => <Timestamp at={proofOf(one).lastSeen} /> },
  {
    header: "Times",
    width: "7%",
    align: "end",
    cell: (one) => proofOf(one).seenCount.toLocaleString("en-GB"),
  },
  { header: "Sure", width: "6%", align: "end", cell: (one) => sureWords(proofOf(one).confidence) },
  { header: "Holds", width: "13%", cell: holdsCell },
];

function itemCell({ item }: ProvenRelation) {
  return (
    <>
      <CiLink id={item.id} name={item.name} health={item.health} />
      {item.lifecycle === "missing" && <span className="muted"> no longer found</span>}
    </>
  );
}

function holdsCell(one: ProvenRelation) {
  const { expiresAt } = proofOf(one);
  return expiresAt === undefined ? (
    "until told otherwise"
  ) : (
    <>
      unseen until <Timestamp at={expiresAt} show="time" />
    </>
  );
}

export function sureWords(confidence: number | undefined): string {
  return confidence === undefined ? "" : `${Math.round(confidence * 100)} %`;
}

/** `port 5432, protocol tcp` */
function detailWords(attributes: Readonly<Record<string, unknown>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${Array.isArray(value) ? value.join(" ") : String(value)}`)
    .join(", ");
}
