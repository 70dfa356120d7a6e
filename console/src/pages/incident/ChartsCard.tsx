import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { AlertChart } from "../../entities/alert";
import { groupChanges, kindWords } from "../../entities/ci";
import type { Alert, AlertItems, CiChange, Incident } from "../../shared/api";
import type { Mark, Zoom } from "../../shared/chart";
import { fixedRange, formatShort, useNow, useTimeRange, useTimeWindow } from "../../shared/time";
import { Card, Empty, QueryState } from "../../shared/ui";
import classes from "./incident.module.css";
import type { ChangesBefore } from "./useChangesBefore";

interface ChartsCardProps {
  readonly incident: Incident;
  readonly alerts: UseQueryResult<AlertItems>;
  readonly changes: ChangesBefore;
  readonly zoom: Zoom;
  /** At most this many charts; the Telemetry tab shows them all. */
  readonly max: number;
  readonly height?: number;
}

/** What the incident's alerts look at, with what changed and when each alert fired. */
export function ChartsCard({ incident, alerts, changes, zoom, max, height = 130 }: ChartsCardProps) {
  const marks = useMemo(() => marksOf(incident, changes.data ?? []), [incident, changes.data]);
  return (
    <Card title="What the alerts see" actions={<IncidentRange incident={incident} />}>
      <QueryState query={alerts} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="not-set-up" title="No alert, no curve">
              This incident was opened by hand.
            </Empty>
          ) : (
            <div className={classes.charts}>
              {oneForEachSeries(items)
                .slice(0, max)
                .map((alert) => (
                  <AlertChart key={alert.id} alert={alert} zoom={zoom} height={height} marks={marks} />
                ))}
            </div>
          )
        }
      </QueryState>
    </Card>
  );
}

/** An alert that came back is another alert on the same curve. */
function oneForEachSeries(alerts: readonly Alert[]): Alert[] {
  const curves = new Map<string, Alert>();
  for (const alert of alerts) {
    const curve = alert.ruleId + JSON.stringify(alert.labels);
    if (!curves.has(curve)) {
      curves.set(curve, alert);
    }
  }
  return [...curves.values()];
}

function marksOf(incident: Incident, changes: readonly CiChange[]): Mark[] {
  const changed = groupChanges(changes).map(({ at, kind, changes: members }) => ({
    at: Date.parse(at),
    label: members.length === 1 ? `${members[0]?.ciName} ${kindWords(kind)}` : `${members.length} ${kindWords(kind)}`,
    state: "maintenance" as const,
  }));
  const resolved = incident.resolvedAt
    ? [{ at: Date.parse(incident.resolvedAt), label: "resolved", state: "ok" as const }]
    : [];
  return [...changed, ...resolved];
}

const AROUND_MILLIS = 15 * 60_000;

/** Offered while the time range does not show the incident's start. */
function IncidentRange({ incident }: { readonly incident: Incident }) {
  const { range, setRange } = useTimeRange();
  const window = useTimeWindow();
  const now = useNow(60_000);
  const opened = Date.parse(incident.openedAt);
  if (opened >= window.from && opened <= window.to) {
    return null;
  }
  const end = incident.resolvedAt ? Date.parse(incident.resolvedAt) + AROUND_MILLIS : now;
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => setRange(fixedRange({ from: opened - AROUND_MILLIS, to: Math.min(end, now) }, range.zone))}
    >
      Show {formatShort(opened, range.zone, now)}, when it started
    </Button>
  );
}
