import { Button } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CiLink } from "../../entities/ci";
import { useCan } from "../../entities/session";
import { MergeDialog } from "../../features/identity/MergeDialog";
import {
  type DuplicateSuspicion,
  getReconciliationActs,
  getReconciliationConflicts,
  getReconciliationDuplicates,
  type IdentityAct,
  type IdentityConflictBearer,
  liveOn,
  messageOf,
  postReconciliationActsByIdUndo,
} from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, PageBody, PageHeader, QueryState, SimpleTable, showToast } from "../../shared/ui";

const duplicatesQuery = queryOptions({
  queryKey: ["reconciliation", "duplicates"],
  queryFn: ({ signal }) => getReconciliationDuplicates({ signal }),
  meta: liveOn("ci"),
});

const conflictsQuery = queryOptions({
  queryKey: ["reconciliation", "conflicts"],
  queryFn: ({ signal }) => getReconciliationConflicts({ signal }),
  meta: liveOn("ci"),
});

const actsQuery = queryOptions({
  queryKey: ["reconciliation", "acts"],
  queryFn: ({ signal }) => getReconciliationActs({ signal }),
  meta: liveOn("ci"),
});

/** What may be one and is not, what names several things, and what people decided about it. */
export default function ReconciliationPage() {
  return (
    <>
      <PageHeader title="Reconciliation" />
      <PageBody>
        <Duplicates />
        <Conflicts />
        <Acts />
      </PageBody>
    </>
  );
}

function Items({ items }: { readonly items: readonly IdentityConflictBearer[] }) {
  return (
    <>
      {items.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <CiLink id={id} name={name} />
        </span>
      ))}
    </>
  );
}

function Duplicates() {
  const query = useQuery(duplicatesQuery);
  const mayWrite = useCan("ci:write");
  const [joining, setJoining] = useState<DuplicateSuspicion>();
  return (
    <Card title="Suspected duplicates" about="The likeliest first" flush>
      <QueryState query={query} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="all-good" title="No two items look like one" />
          ) : (
            <SimpleTable
              label="Suspected duplicates"
              rows={items}
              keyOf={({ one, other }) => `${one.id} ${other.id}`}
              columns={[
                { header: "Items", cell: ({ one, other }) => <Items items={[one, other]} />, width: "28%" },
                { header: "Class", cell: ({ one }) => one.ciClass.replaceAll("_", " "), width: "12%" },
                { header: "Score", cell: ({ score }) => `${Math.round(score * 100)} %`, align: "end", width: "8%" },
                { header: "They share", cell: ({ reasons }) => reasons.join("; ") },
                { header: "Against it", cell: ({ against }) => against || "nothing", width: "20%" },
                ...(mayWrite
                  ? [
                      {
                        header: "Actions",
                        quietHeader: true,
                        width: "70px",
                        cell: (one: DuplicateSuspicion) => (
                          <Button size="compact-xs" variant="default" onClick={() => setJoining(one)}>
                            Join
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </QueryState>
      {joining && (
        <MergeDialog
          id={joining.one.id}
          name={joining.one.name}
          other={joining.other}
          onClose={() => setJoining(undefined)}
        />
      )}
    </Card>
  );
}

function Conflicts() {
  const query = useQuery(conflictsQuery);
  return (
    <Card title="Identities in conflict" about="Values that should name one thing and are borne by several" flush>
      <QueryState query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="all-good" title="Every identity names one thing" />
          ) : (
            <SimpleTable
              label="Identities in conflict"
              rows={items}
              keyOf={({ rule, value }) => `${rule} ${value}`}
              columns={[
                {
                  header: "Rule",
                  cell: ({ rule }) => rule.replaceAll("+", " and ").replaceAll("_", " "),
                  width: "16%",
                },
                { header: "Value", cell: ({ value }) => <span className="mono">{value}</span>, width: "24%" },
                { header: "Borne by", cell: ({ items: bearers }) => <Items items={bearers} /> },
                { header: "They are not one since", cell: ({ reason }) => reason, width: "24%" },
                { header: "Since", cell: ({ firstSeen }) => <Timestamp at={firstSeen} show="time" />, width: "10%" },
              ]}
            />
          )
        }
      </QueryState>
    </Card>
  );
}

function Acts() {
  const query = useQuery(actsQuery);
  const mayWrite = useCan("ci:write");
  return (
    <Card title="Decisions" about="What people joined and told apart, the newest first" flush>
      <QueryState query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="all-good" title="Nobody had to decide anything yet" />
          ) : (
            <SimpleTable
              label="Decisions"
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { header: "Decision", cell: ({ kind }) => (kind === "merge" ? "joined" : "told apart"), width: "10%" },
                { header: "Items", cell: ({ items: bearers }) => <Items items={bearers} />, width: "24%" },
                { header: "Reason", cell: ({ reason }) => reason },
                { header: "By", cell: ({ decidedBy }) => decidedBy, width: "10%" },
                { header: "When", cell: ({ decidedAt }) => <Timestamp at={decidedAt} show="time" />, width: "12%" },
                {
                  header: "Taken back",
                  width: "16%",
                  cell: (act) => (act.undoneBy ? `by ${act.undoneBy}` : mayWrite ? <UndoButton act={act} /> : "no"),
                },
              ]}
            />
          )
        }
      </QueryState>
    </Card>
  );
}

function UndoButton({ act }: { readonly act: IdentityAct }) {
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => postReconciliationActsByIdUndo({ path: { id: act.id } }),
    onSuccess: () => queries.invalidateQueries(),
    onError: (problem) => showToast(messageOf(problem) ?? "It was not taken back.", { state: "critical" }),
  });
  return (
    <Button size="compact-xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
      Take back
    </Button>
  );
}
