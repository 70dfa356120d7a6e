import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { ciEvidenceQuery, relationWords } from "../../entities/ci";
import type { CiClass, ConfigurationItem, RelatedItemItems } from "../../shared/api";
import { Card, Empty, ErrorState, PageBody, QueryState, Segments } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import { EndedRelations, WaitingRelations } from "./EvidenceCards";
import { endedOf, type ProvenRelation, provenBy, waitingOf } from "./evidence";
import classes from "./impact.module.css";
import { RelationCard } from "./RelationCard";
import { RelationsMap } from "./RelationsMap";

interface RelationsTabProps {
  readonly ci: ConfigurationItem;
  readonly relations: UseQueryResult<RelatedItemItems>;
  readonly classes: readonly CiClass[];
}

const VIEWS = [
  { id: "list", label: "List" },
  { id: "map", label: "Map" },
] as const;

/** Every relation with its evidence: who saw it, since when, how often, until when; the same as a map. */
export default function RelationsTab({ ci, relations, classes: ciClasses }: RelationsTabProps) {
  const [url, setUrl] = useUrlState({ view: "list" });
  const evidence = useQuery(ciEvidenceQuery(ci.id));
  const seen = evidence.data?.items ?? [];
  const switcher = (
    <div className={classes.tools}>
      <Segments
        label="Relations as"
        choices={VIEWS}
        current={url.view === "map" ? "map" : "list"}
        onPick={(view) => setUrl({ view })}
      />
    </div>
  );
  if (url.view === "map") {
    return <RelationsMap ci={ci} relations={relations} classes={ciClasses} tools={switcher} />;
  }
  return (
    <PageBody>
      {switcher}
      {evidence.isError && <ErrorState error={evidence.error} onRetry={() => void evidence.refetch()} />}
      <QueryState query={relations} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Card title="Relations">
              <Empty kind="no-match" title="No relation is known">
                No source has seen anything that it is connected with.
              </Empty>
            </Card>
          ) : (
            [...groupsOf(provenBy(items, seen))].map(([words, members]) => (
              <RelationCard key={words} words={words} members={members} classes={ciClasses} />
            ))
          )
        }
      </QueryState>
      <WaitingRelations waiting={waitingOf(seen)} />
      <EndedRelations ci={ci} ended={endedOf(seen)} />
    </PageBody>
  );
}

function groupsOf(items: readonly ProvenRelation[]): Map<string, ProvenRelation[]> {
  const groups = new Map<string, ProvenRelation[]>();
  for (const one of items) {
    const words = relationWords(one.relation.type, one.outgoing);
    groups.set(words, [...(groups.get(words) ?? []), one]);
  }
  return groups;
}
