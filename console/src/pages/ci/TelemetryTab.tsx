import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { alertsQuery } from "../../entities/alert";
import { Telemetry, type TelemetryChart, useChangeMarks } from "../../entities/ci";
import type { ConfigurationItem } from "../../shared/api";
import type { Mark, Zoom } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";
import { PageBody, stateOf } from "../../shared/ui";

interface TelemetryTabProps {
  readonly ci: ConfigurationItem;
  readonly charts: readonly TelemetryChart[];
  readonly zoom: Zoom;
}

const ALERTS_MAX = 50;

/** Every curve of the item, with its changes and when its alerts fired. */
export function TelemetryTab({ ci, charts, zoom }: TelemetryTabProps) {
  const { from, to } = useTimeWindow(60_000);
  const changes = useChangeMarks(ci);
  const alerts = useQuery(alertsQuery(`ci:${ci.id}`, "-startedAt", ALERTS_MAX));
  const marks = useMemo(() => {
    const fired = (alerts.data?.items ?? []).flatMap((alert): Mark[] => {
      const at = alert.firedAt ? Date.parse(alert.firedAt) : Number.NaN;
      return at >= from && at <= to ? [{ at, label: alert.ruleId, state: stateOf(alert.severity) }] : [];
    });
    return [...changes, ...fired];
  }, [alerts.data, changes, from, to]);
  return (
    <PageBody>
      <Telemetry charts={charts} zoom={zoom} marks={marks} height={170} />
    </PageBody>
  );
}
