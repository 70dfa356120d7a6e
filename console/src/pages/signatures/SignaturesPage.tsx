import { useQuery } from "@tanstack/react-query";
import { useCan } from "../../entities/session";
import type { KnownSignature } from "../../shared/api";
import { NO_VALUE } from "../../shared/format/units";
import { Card, PageBody, PageHeader, QueryState, type SimpleColumn, SimpleTable } from "../../shared/ui";
import { OwnCard } from "./OwnCard";
import { ownSignaturesQuery, signaturesQuery } from "./queries";
import { VersionsCard } from "./VersionsCard";

/** How programs are recognised: the signatures kept here with their versions, and all that are in force. */
export default function SignaturesPage() {
  const mayWrite = useCan("class:write");
  const own = useQuery(ownSignaturesQuery);
  return (
    <>
      <PageHeader title="Signatures" />
      <PageBody>
        <QueryState query={own} rows={6}>
          {(kept) => (
            <>
              {mayWrite && <OwnCard own={kept} />}
              <VersionsCard newest={kept.version} mayWrite={mayWrite} />
            </>
          )}
        </QueryState>
        <Known />
      </PageBody>
    </>
  );
}

function Known() {
  const query = useQuery(signaturesQuery);
  return (
    <Card title="Signatures in force" about="In the order in which they are tried" flush>
      <QueryState query={query} rows={8}>
        {({ items }) => <SimpleTable label="Signatures" rows={items} keyOf={({ id }) => id} columns={COLUMNS} />}
      </QueryState>
    </Card>
  );
}

const ORIGINS = { shipped: "Binnacle", own: "here", replacing: "here, instead of Binnacle's" } as const;

const COLUMNS: readonly SimpleColumn<KnownSignature>[] = [
  { header: "Product", width: "20%", cell: ({ product }) => product },
  { header: "Id", width: "14%", cell: ({ id }) => <span className="mono">{id}</span> },
  { header: "From", width: "14%", cell: ({ origin }) => ORIGINS[origin] },
  { header: "Class", width: "12%", cell: ({ ciClass }) => ciClass },
  { header: "Category", width: "14%", cell: ({ category }) => category },
  { header: "Usual ports", width: "12%", cell: ({ ports }) => ports.join(", ") || NO_VALUE },
  { header: "Packages", cell: ({ packages }) => packages.join(", ") || NO_VALUE },
];
