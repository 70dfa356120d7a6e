import { useQuery } from "@tanstack/react-query";
import { ciDriftQuery, DriftState, fieldWords, kindWord } from "../../entities/drift";
import { useCan } from "../../entities/session";
import { DriftActions } from "../../features/decide-drift/DriftActions";
import type { ConfigurationItem, Drift } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, PageBody, QueryState, SimpleTable } from "../../shared/ui";

/** Where what is seen of the item is not what is intended. */
export default function DriftTab({ ci }: { readonly ci: ConfigurationItem }) {
  const query = useQuery(ciDriftQuery(ci.id));
  const mayWrite = useCan("ci:write");
  return (
    <PageBody>
      <Card title="Drift" about="Where what is seen is not what is intended" flush>
        <QueryState query={query} rows={4}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty kind="all-good" title="It is as intended, or nobody intends anything of it" />
            ) : (
              <SimpleTable
                label="Drift"
                rows={items}
                keyOf={({ id }) => id}
                columns={[
                  { header: "What", cell: (drift) => `${kindWord(drift.kind)} ${fieldWords(drift)}`, width: "18%" },
                  { header: "Intended", cell: ({ intended, intendedBy }) => <Side value={intended} by={intendedBy} /> },
                  { header: "Seen", cell: ({ observed, observedBy }) => <Side value={observed} by={observedBy} /> },
                  { header: "Since", cell: ({ since }) => <Timestamp at={since} show="time" />, width: "12%" },
                  { header: "State", cell: (drift) => <DriftState drift={drift} />, width: "18%" },
                  ...(mayWrite
                    ? [
                        {
                          header: "Actions",
                          quietHeader: true,
                          width: "130px",
                          cell: (drift: Drift) => <DriftActions drift={drift} />,
                        },
                      ]
                    : []),
                ]}
              />
            )
          }
        </QueryState>
      </Card>
    </PageBody>
  );
}

function Side({ value, by }: { readonly value: string | null | undefined; readonly by: readonly string[] }) {
  return (
    <>
      {value ?? <span className="muted">nothing</span>}
      {by.length > 0 && <span className="muted small"> {by.join(", ")}</span>}
    </>
  );
}
