import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { deliveriesQuery } from "../../entities/channel";
import { RetryDeliveryButton } from "../../features/retry-delivery/RetryDeliveryButton";
import type { Delivery } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, QueryState, type SimpleColumn, SimpleTable, type StateName, StateWord } from "../../shared/ui";

const STATES: Record<Delivery["state"], { state: StateName; word: string }> = {
  pending: { state: "info", word: "Waiting" },
  failed: { state: "warning", word: "Tried, again soon" },
  delivered: { state: "ok", word: "Delivered" },
  dead: { state: "critical", word: "Given up" },
};

/** What was sent to whom, and how that went: the newest hundred. */
export function DeliveryLog({ mayRetry }: { mayRetry: boolean }) {
  const deliveries = useQuery(deliveriesQuery(""));
  return (
    <Card title="Delivery log" about="The newest 100 messages" flush>
      <QueryState query={deliveries} rows={4}>
        {(page) =>
          page.items.length === 0 ? (
            <Empty kind="not-set-up" title="Nothing was sent yet">
              The first message goes out with the first incident, or with Test.
            </Empty>
          ) : (
            <SimpleTable
              label="Deliveries"
              rows={page.items}
              keyOf={(delivery) => delivery.id}
              columns={[...COLUMNS, ...(mayRetry ? [RETRY] : [])]}
            />
          )
        }
      </QueryState>
    </Card>
  );
}

const COLUMNS: readonly SimpleColumn<Delivery>[] = [
  { header: "State", width: "150px", cell: (delivery) => <StateWord {...STATES[delivery.state]} /> },
  { header: "Message", cell: (delivery) => <code>{delivery.event}</code> },
  {
    header: "Incident",
    cell: (delivery) =>
      delivery.incidentNumber ? (
        <Link to={`/incidents/${delivery.incidentNumber}`}>
          <code>{delivery.incidentNumber}</code>
        </Link>
      ) : (
        <span className="muted">–</span>
      ),
  },
  { header: "Channel", cell: (delivery) => delivery.channelName },
  {
    header: "Last answer",
    cell: (delivery) => (
      <span className={delivery.lastError ? undefined : "muted"}>
        {delivery.lastError ?? (delivery.lastStatus ? `HTTP ${delivery.lastStatus}` : "–")}
      </span>
    ),
  },
  { header: "Attempts", align: "end", cell: (delivery) => delivery.attempts },
  { header: "Made", align: "end", cell: (delivery) => <Timestamp at={delivery.createdAt} /> },
  {
    header: "Next try",
    align: "end",
    cell: (delivery) =>
      delivery.nextAttemptAt && delivery.state !== "delivered" ? (
        <Timestamp at={delivery.nextAttemptAt} />
      ) : (
        <span className="muted">–</span>
      ),
  },
];

const RETRY: SimpleColumn<Delivery> = {
  header: "Actions",
  quietHeader: true,
  align: "end",
  width: "90px",
  cell: (delivery) =>
    (delivery.state === "dead" || delivery.state === "failed") && <RetryDeliveryButton delivery={delivery} />,
};
