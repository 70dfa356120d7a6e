import { useQuery, useQueryClient } from "@tanstack/react-query";
import { postSignaturesVersionsByVersionRestore, type SignatureVersion } from "../../shared/api";
import { Card, Empty, LineDifference, QueryState, showToast, VersionList } from "../../shared/ui";
import { signaturesQuery, signatureVersionQuery, signatureVersionsQuery } from "./queries";

/** Who changed the signatures kept here, when, why and what; and the way back to an earlier version. */
export function VersionsCard({ newest, mayWrite }: { readonly newest: number; readonly mayWrite: boolean }) {
  const queries = useQueryClient();
  const query = useQuery(signatureVersionsQuery);
  const goBack = async (version: number, seen: number, note: string) => {
    await postSignaturesVersionsByVersionRestore({ path: { version: String(version) }, body: { version: seen, note } });
    await queries.invalidateQueries({ queryKey: signaturesQuery.queryKey });
    showToast(`The signatures are those of version ${version} again.`);
  };
  const restore = {
    about: "Its text becomes the newest version; what is in force now stays among the versions.",
    run: goBack,
  };
  return (
    <Card title="Versions" about="Of the signatures kept here" flush>
      <QueryState query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="all-good" title="As it comes with Binnacle" />
          ) : (
            <VersionList
              versions={items}
              newest={newest}
              summaryOf={summaryOf}
              difference={({ version }) => <TextDifference version={version} />}
              {...(mayWrite ? { restore } : {})}
            />
          )
        }
      </QueryState>
    </Card>
  );
}

function summaryOf({ differences }: SignatureVersion): string {
  const names = differences.map(({ signature, kind }) => `${signature} ${kind}`);
  if (names.length === 0) return "the same signatures, written otherwise";
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return names.slice(0, 3).join(", ") + more;
}

function TextDifference({ version }: { readonly version: number }) {
  const query = useQuery(signatureVersionQuery(version));
  return (
    <QueryState query={query} rows={4}>
      {({ yaml, before }) => <LineDifference before={before} after={yaml} />}
    </QueryState>
  );
}
