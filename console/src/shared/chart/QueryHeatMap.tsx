import { useTimeWindow } from "../time";
import { ErrorState } from "../ui";
import styles from "./Chart.module.css";
import { exploreSearch } from "./explore";
import { HeatMapChart } from "./HeatMapChart";
import { type HeatMap, isHeatEmpty } from "./heatMap";
import type { Mark } from "./marks";
import { useHeatMap } from "./useHeatMap";
import type { ChartQuery } from "./useRangeQueries";
import { useWidth } from "./useWidth";
import type { Zoom } from "./useZoom";

export interface QueryHeatMapProps {
  readonly title: string;
  /** Of the buckets' bounds. */
  readonly unit: string | undefined;
  readonly queries: readonly ChartQuery[];
  readonly zoom: Zoom;
  readonly marks: readonly Mark[];
  readonly height: number;
}

const NOTHING: HeatMap = { times: [], step: 1, rows: [], max: 0 };

/** A heat map of PromQL expressions over the page's time range. Fails alone, and says what is missing. */
export function QueryHeatMap({ title, unit, queries, zoom, marks, height }: QueryHeatMapProps) {
  const [width, holder] = useWidth();
  const window = useTimeWindow();
  const query = useHeatMap(queries, width);
  const map = query.data;
  const instead = () => {
    if (!map && query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    if (!map)
      return <div className={styles.waiting} style={{ height }} role="status" aria-label={`Loading ${title}`} />;
    if (!isHeatEmpty(map)) return undefined;
    return (
      <p className={styles.nothing} style={{ height }}>
        No data in this time range
      </p>
    );
  };
  return (
    <div ref={holder} className={styles.holder}>
      <HeatMapChart
        {...{ title, unit, zoom, marks, height }}
        map={map ?? NOTHING}
        from={map?.from ?? window.from}
        to={map?.to ?? window.to}
        zone={window.zone}
        instead={instead()}
        explore={exploreSearch(queries.map(({ expr }) => expr))}
        stale={map !== undefined && query.error !== null}
      />
    </div>
  );
}
