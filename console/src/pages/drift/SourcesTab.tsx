import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accountWords, intentImportsQuery, intentsQuery } from "../../entities/drift";
import { useCan } from "../../entities/session";
import { deleteIntentsBySource, type IntentSource, messageOf } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { ButtonLink, Card, Empty, FormDialog, PageBody, QueryState, SimpleTable, showToast } from "../../shared/ui";

/** Who says what should be, and what each import did. */
export default function SourcesTab() {
  const query = useQuery(intentsQuery);
  const mayWrite = useCan("ci:write");
  const [deleting, setDeleting] = useState<string>();
  return (
    <PageBody>
      <QueryState query={query} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="not-set-up" title="Nobody says yet what should be">
              {mayWrite && (
                <ButtonLink to="/inventory/import">Import a NetBox, a Terraform state or a table</ButtonLink>
              )}
            </Empty>
          ) : (
            items.map((source) => (
              <Card
                key={source.name}
                title={source.name}
                about={aboutWords(source)}
                actions={
                  mayWrite && (
                    <Button size="compact-xs" variant="default" onClick={() => setDeleting(source.name)}>
                      Delete
                    </Button>
                  )
                }
                flush
              >
                <Imports source={source.name} />
              </Card>
            ))
          )
        }
      </QueryState>
      {deleting && <DeleteDialog source={deleting} onClose={() => setDeleting(undefined)} />}
    </PageBody>
  );
}

function aboutWords({ format, intended, seen, claimedClasses, claimedSites }: IntentSource): string {
  const claims =
    claimedClasses.length === 0
      ? "claims to know all of nothing"
      : `claims to know all of ${claimedClasses.join(", ").replaceAll("_", " ")}`;
  const where = claimedSites.length === 0 ? "" : ` at ${claimedSites.join(", ")}`;
  return `${format}; ${intended.toLocaleString("en-GB")} items intended, ${seen.toLocaleString("en-GB")} seen; ${claims}${where}`;
}

function Imports({ source }: { readonly source: string }) {
  const query = useQuery(intentImportsQuery(source));
  return (
    <QueryState query={query} rows={2}>
      {({ items }) => (
        <SimpleTable
          label={`Imports of ${source}`}
          rows={items}
          keyOf={({ version }) => version}
          columns={[
            { header: "Import", cell: ({ version }) => version, width: "8%" },
            { header: "When", cell: ({ at }) => <Timestamp at={at} show="time" />, width: "14%" },
            { header: "By", cell: ({ actor }) => actor, width: "10%" },
            {
              header: "Changed",
              cell: ({ difference: { added, changed, removed } }) =>
                `${added} new, ${changed} changed, ${removed} no more`,
              width: "22%",
            },
            { header: "Objects", cell: ({ account }) => accountWords(account) },
            { header: "Problems", cell: ({ difference }) => difference.problems.length, align: "end", width: "9%" },
          ]}
        />
      )}
    </QueryState>
  );
}

function DeleteDialog({ source, onClose }: { readonly source: string; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteIntentsBySource({ path: { source } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      showToast(`What ${source} said is intended no more.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Delete ${source}?`}
      about="What it said is intended no more, and items that nothing else knows are retired. Its imports are forgotten; the file can be imported again."
      submit="Delete"
      danger
      busy={remove.isPending}
      problem={messageOf(remove.error)}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
