import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ConfigurationItem } from "../../shared/api";
import { type Mark, QueryChart, type Zoom } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";
import { marksOf } from "./changes";
import styles from "./ci.module.css";
import { ciHistoryQuery } from "./queries";
import type { TelemetryChart } from "./telemetry";

interface TelemetryProps {
  readonly charts: readonly TelemetryChart[];
  readonly zoom: Zoom;
  readonly marks: readonly Mark[];
  readonly height?: number;
}

/** Charts beside each other, as many as fit. */
export function Telemetry({ charts, zoom, marks, height = 150 }: TelemetryProps) {
  return (
    <div className={styles.charts}>
      {charts.map((chart) => (
        <div key={chart.id} className={styles.chart}>
          <QueryChart
            title={chart.title}
            unit={chart.unit}
            queries={chart.queries}
            folding={chart.folding ?? "sum"}
            zoom={zoom}
            marks={marks}
            height={height}
          />
        </div>
      ))}
    </div>
  );
}

const MARKED_CHANGES_MAX = 100;

/** The item's own changes in the time range as marks. */
export function useChangeMarks(ci: Pick<ConfigurationItem, "id">): readonly Mark[] {
  const { from, to } = useTimeWindow(60_000);
  const history = useQuery(ciHistoryQuery(ci.id, MARKED_CHANGES_MAX));
  return useMemo(() => marksOf(history.data?.items ?? [], { from, to }, false), [history.data, from, to]);
}
