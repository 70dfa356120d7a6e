import { useQuery } from "@tanstack/react-query";
import { driftSumsQuery, type Total, totalsBy } from "../../entities/drift";
import { ButtonLink, Card, Empty, PageBody, QueryState, SimpleTable } from "../../shared/ui";

const NOWHERE = "at no known site";

/** How much drifts, by class and by site. */
export function SumsTab() {
  const query = useQuery(driftSumsQuery);
  return (
    <PageBody>
      <QueryState query={query} rows={6}>
        {({ sums }) =>
          sums.length === 0 ? (
            <Empty kind="all-good" title="Nothing drifts" />
          ) : (
            <>
              <Totals
                title="By class"
                totals={totalsBy(sums, ({ ciClass }) => ciClass)}
                filterOf={(name) => `class:${name}`}
              />
              <Totals
                title="By site"
                totals={totalsBy(sums, ({ site }) => site ?? NOWHERE)}
                filterOf={(name) => (name === NOWHERE ? "-site:*" : `site:"${name}"`)}
              />
            </>
          )
        }
      </QueryState>
    </PageBody>
  );
}

function Totals({
  title,
  totals,
  filterOf,
}: {
  readonly title: string;
  readonly totals: readonly Total[];
  readonly filterOf: (name: string) => string;
}) {
  return (
    <Card title={title} flush>
      <SimpleTable
        label={title}
        rows={totals}
        keyOf={({ name }) => name}
        columns={[
          { header: "Where", cell: ({ name }) => name.replaceAll("_", " ") },
          { header: "Open", cell: ({ open }) => open.toLocaleString("en-GB"), align: "end", width: "16%" },
          { header: "Decided", cell: ({ decided }) => decided.toLocaleString("en-GB"), align: "end", width: "16%" },
          {
            header: "Actions",
            quietHeader: true,
            width: "80px",
            cell: ({ name }) => (
              <ButtonLink to="/drift" search={{ q: `state:open ${filterOf(name)}` }} size="compact-xs">
                Show
              </ButtonLink>
            ),
          },
        ]}
      />
    </Card>
  );
}
