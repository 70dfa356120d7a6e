import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { CiLink, relationWords } from "../../entities/ci";
import type { ClassSummary, RelatedItem, RelatedItemItems } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, PageBody, QueryState } from "../../shared/ui";
import classes from "./ci.module.css";
import { worstFirst } from "./parts";

interface RelationsTabProps {
  readonly relations: UseQueryResult<RelatedItemItems>;
  readonly ciClasses: readonly ClassSummary[] | undefined;
}

/** Every relation with its evidence: who saw it, since when, until when. */
export function RelationsTab({ relations, ciClasses }: RelationsTabProps) {
  return (
    <PageBody>
      <QueryState query={relations} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Card title="Relations">
              <Empty kind="no-match" title="No relation is known">
                Discovery has seen nothing that it is connected with.
              </Empty>
            </Card>
          ) : (
            [...groupsOf(items)].map(([words, members]) => (
              <RelationCard key={words} words={words} members={members} ciClasses={ciClasses} />
            ))
          )
        }
      </QueryState>
    </PageBody>
  );
}

function groupsOf(items: readonly RelatedItem[]): Map<string, RelatedItem[]> {
  const groups = new Map<string, RelatedItem[]>();
  for (const one of items) {
    const words = relationWords(one.relation.type, one.outgoing);
    groups.set(words, [...(groups.get(words) ?? []), one]);
  }
  return groups;
}

const ROWS_MAX = 25;

interface RelationCardProps {
  readonly words: string;
  readonly members: readonly RelatedItem[];
  readonly ciClasses: readonly ClassSummary[] | undefined;
}

function RelationCard({ words, members, ciClasses }: RelationCardProps) {
  const [all, setAll] = useState(false);
  const sorted = [...members].sort((a, b) => worstFirst(a.item, b.item));
  const proven = members.some(({ relation }) => Object.keys(relation.attributes).length > 0);
  const shown = all ? sorted : sorted.slice(0, ROWS_MAX);
  const label = (name: string) => ciClasses?.find(({ ciClass }) => ciClass.name === name)?.ciClass.label ?? name;
  return (
    <Card title={words.charAt(0).toUpperCase() + words.slice(1)} about={members.length.toLocaleString("en-GB")} flush>
      <div className={classes.tableHolder}>
        <table className={`${classes.table} ${classes.fixedColumns}`}>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col">Class</th>
              {proven && <th scope="col">Evidence</th>}
              <th scope="col" className={classes.source}>
                Source
              </th>
              <th scope="col" className={classes.number}>
                First seen
              </th>
              <th scope="col" className={classes.number}>
                Last seen
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ relation, item }) => (
              <tr key={relation.id}>
                <td>
                  <CiLink id={item.id} name={item.name} health={item.health} />
                  {item.lifecycle === "missing" && <span className="muted"> no longer found</span>}
                </td>
                <td>{label(item.ciClass)}</td>
                {proven && <td className="mono">{evidence(relation.attributes)}</td>}
                <td>{relation.source}</td>
                <td className={classes.number}>
                  <Timestamp at={relation.firstSeen} show="time" />
                </td>
                <td className={classes.number}>
                  <Timestamp at={relation.lastSeen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > ROWS_MAX && (
        <button type="button" className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${sorted.length.toLocaleString("en-GB")}`}
        </button>
      )}
    </Card>
  );
}

/** `port 5432, protocol tcp` */
function evidence(attributes: Readonly<Record<string, unknown>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${Array.isArray(value) ? value.join(" ") : String(value)}`)
    .join(", ");
}
