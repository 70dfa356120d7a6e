import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AlertTable } from "../../entities/alert";
import type { AlertItems } from "../../shared/api";
import { Card, Empty, QueryState } from "../../shared/ui";

/** Every alert that ever joined the incident, worst first, resolved ones last. */
export function AlertsCard({ alerts }: { readonly alerts: UseQueryResult<AlertItems> }) {
  return (
    <Card
      title="Alerts"
      about="Each that joined this incident"
      actions={
        <Link to="/alerts" className="strong">
          Open inbox
        </Link>
      }
      flush
    >
      <QueryState query={alerts} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="not-set-up" title="No alert">
              This incident was opened by hand.
            </Empty>
          ) : (
            <AlertTable alerts={items} />
          )
        }
      </QueryState>
    </Card>
  );
}
