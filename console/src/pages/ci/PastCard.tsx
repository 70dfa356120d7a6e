import { useQuery } from "@tanstack/react-query";
import { CiLink, pastCiQuery, pastRelationsQuery, relationWords } from "../../entities/ci";
import { ApiProblem, type ClassSummary, type ConfigurationItem } from "../../shared/api";
import { Card, Empty, QueryState } from "../../shared/ui";
import { AttributesCard } from "./AttributesCard";
import classes from "./past.module.css";

interface PastCardProps {
  readonly ci: ConfigurationItem;
  readonly ciClasses: readonly ClassSummary[] | undefined;
  readonly at: string;
  readonly known: string;
}

const RELATIONS_MAX = 60;

/** The item as it was: its values and its neighbours of that instant. */
export function PastCard({ ci, ciClasses, at, known }: PastCardProps) {
  const past = useQuery(pastCiQuery(ci.id, at, known));
  const relations = useQuery({ ...pastRelationsQuery(ci.id, at, known), enabled: past.data !== undefined });
  if (past.error instanceof ApiProblem && past.error.status === 404) {
    return (
      <Card title="As it was">
        <Empty kind="no-match" title="There was no such item then">
          Nobody knew of it, or it was a part of another one.
        </Empty>
      </Card>
    );
  }
  return (
    <div className={classes.past}>
      <QueryState query={past} rows={6}>
        {(then) => <AttributesCard ci={then} ciClasses={ciClasses} title="As it was" />}
      </QueryState>
      <Card title="Its relations then" about={relations.data?.items.length.toLocaleString("en-GB")} flush>
        <QueryState query={relations} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty kind="no-match" title="None was known" />
            ) : (
              <ul className={classes.relations}>
                {items.slice(0, RELATIONS_MAX).map(({ relation, outgoing, item }) => (
                  <li key={relation.id}>
                    <span className="muted">{relationWords(relation.type, outgoing)}</span>{" "}
                    <CiLink id={item.id} name={item.name} time={{ at, known }} />
                  </li>
                ))}
                {items.length > RELATIONS_MAX && <li className="muted">and {items.length - RELATIONS_MAX} more</li>}
              </ul>
            )
          }
        </QueryState>
      </Card>
    </div>
  );
}
