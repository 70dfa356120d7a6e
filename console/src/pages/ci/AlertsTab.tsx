import { useQuery } from "@tanstack/react-query";
import { AlertTable, alertsQuery, lastCheck, rulesQuery } from "../../entities/alert";
import { Timestamp } from "../../shared/time";
import { Card, Empty, PageBody, QueryState } from "../../shared/ui";

const ALERTS_MAX = 200;

/** Every alert of the item and its parts, open ones first. */
export function AlertsTab({ about }: { readonly about: string }) {
  const query = useQuery(alertsQuery(about, "state,severity,-startedAt", ALERTS_MAX));
  const rules = useQuery(rulesQuery);
  const checked = lastCheck(rules.data?.items);
  return (
    <PageBody>
      <Card title="Alerts" about="Of this item and its parts, open ones first" flush>
        <QueryState query={query} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty kind="all-good" title="No alert so far">
                {checked && (
                  <>
                    Checked <Timestamp at={checked} />.
                  </>
                )}
              </Empty>
            ) : (
              <AlertTable alerts={items} />
            )
          }
        </QueryState>
      </Card>
    </PageBody>
  );
}
