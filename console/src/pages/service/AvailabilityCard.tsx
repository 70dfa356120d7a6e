import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  money,
  percent,
  ServiceStatePill,
  StateStrip,
  serviceAvailabilityQuery,
  serviceHistoryQuery,
} from "../../entities/service";
import type { Availability, Service, ServiceInterval } from "../../shared/api";
import { formatValue, NO_VALUE } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import { Card, Empty, QueryState, Segments, SimpleTable } from "../../shared/ui";
import classes from "./service.module.css";

type Days = "1" | "7" | "30" | "90";

const CHOICES: readonly { id: Days; label: string }[] = [
  { id: "1", label: "1 day" },
  { id: "7", label: "7 days" },
  { id: "30", label: "30 days" },
  { id: "90", label: "90 days" },
];
const DAY_MILLIS = 86_400_000;
/** The newest; older ones are in the strip. */
const LISTED_MAX = 12;

/** How well the promise was kept, within the hours of service, and what happened. */
export function AvailabilityCard({ service }: { readonly service: Service }) {
  const [days, setDays] = useState<Days>("30");
  const [now] = useState(() => Date.now());
  const from = new Date(now - Number(days) * DAY_MILLIS).toISOString();
  const availability = useQuery(serviceAvailabilityQuery(service.id, from));
  const history = useQuery(serviceHistoryQuery(service.id, from));
  return (
    <Card
      title="Availability"
      about="Within the hours of service"
      actions={<Segments label="Range" choices={CHOICES} current={days} onPick={setDays} />}
    >
      <QueryState query={availability} rows={2}>
        {(counted) => (
          <>
            <QueryState query={history} rows={1}>
              {({ items }) => (
                <StateStrip
                  label={`States of ${service.name}`}
                  intervals={items}
                  from={Date.parse(counted.from)}
                  to={Date.parse(counted.to)}
                />
              )}
            </QueryState>
            <Numbers counted={counted} promised={service.availabilityTarget} />
          </>
        )}
      </QueryState>
      <QueryState query={history} rows={3}>
        {({ items }) => <Happenings items={items} />}
      </QueryState>
    </Card>
  );
}

function Numbers({
  counted,
  promised,
}: {
  readonly counted: Availability;
  readonly promised: number | null | undefined;
}) {
  const lines: readonly (readonly [string, string])[] = [
    ["Available", percent(counted.ratio)],
    ["Promised", promised ? `${promised} %` : NO_VALUE],
    ["Downtime", formatValue(counted.downtimeSeconds, "s")],
    ["Outages", String(counted.outages)],
    ["Value lost", money(counted.valueLost, counted.currency)],
    ["Degraded", formatValue(counted.degradedSeconds, "s")],
    ["In maintenance", formatValue(counted.maintenanceSeconds, "s")],
    ["Unknown", formatValue(counted.unknownSeconds, "s")],
  ];
  return (
    <dl className={classes.numbers}>
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt className="muted">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Happenings({ items }: { readonly items: readonly ServiceInterval[] }) {
  if (items.length === 0) return <Empty kind="not-set-up" title="Nobody watched it in that time" />;
  return (
    <SimpleTable
      label="States"
      rows={items.slice(-LISTED_MAX).reverse()}
      keyOf={({ from }) => from}
      columns={[
        { header: "State", width: "130px", cell: ({ state }) => <ServiceStatePill state={state} /> },
        { header: "From", width: "150px", cell: ({ from }) => <Timestamp at={from} show="time" /> },
        { header: "To", width: "150px", cell: ({ to }) => (to ? <Timestamp at={to} show="time" /> : "now") },
        { header: "Why", cell: ({ why }) => why ?? "" },
      ]}
    />
  );
}
