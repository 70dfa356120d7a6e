import { Button } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CiLinks, DuplicatesTable, InventoryTabs } from "../../entities/ci";
import { useCan } from "../../entities/session";
import { MergeDialog } from "../../features/identity/MergeDialog";
import {
  type DuplicateSuspicion,
  getReconciliationActs,
  getReconciliationConflicts,
  getReconciliationDuplicates,
  type IdentityAct,
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
      <PageHeader title="Reconciliation">
        <InventoryTabs current="/reconciliation" />
      </PageHeader>
      <PageBody>
        <Duplicates />
        <Conflicts />
        <Acts />
      </PageBody>
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
        {({ items }) => (
          <DuplicatesTable
            suspicions={items}
            nothing="No two items look like one"
            onJoin={mayWrite ? setJoining : undefined}
          />
        )}
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
                { header: "Borne by", cell: ({ items: bearers }) => <CiLinks items={bearers} /> },
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
                { header: "Items", cell: ({ items: bearers }) => <CiLinks items={bearers} />, width: "24%" },
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
