import { useTimeWindow } from "../time";
import { ErrorState } from "../ui";
import styles from "./Chart.module.css";
import { exploreSearch } from "./explore";
import { LazyChart } from "./LazyChart";
import type { Mark } from "./marks";
import { type ChartData, type Folding, isEmpty, nothingWords } from "./series";
import type { Stacking } from "./stacking";
import type { Limit } from "./summary";
import { type ChartQuery, useRangeQueries } from "./useRangeQueries";
import { useWidth } from "./useWidth";
import type { Zoom } from "./useZoom";

interface QueryChartProps {
  readonly title: string;
  readonly unit?: string | undefined;
  readonly queries: readonly ChartQuery[];
  readonly zoom: Zoom;
  readonly folding?: Folding;
  readonly stacking?: Stacking | undefined;
  readonly limits?: readonly Limit[] | undefined;
  readonly marks?: readonly Mark[] | undefined;
  readonly height?: number;
}

const NOTHING: ChartData = { times: [], series: [] };

/** A chart of PromQL expressions over the page's time range. Fails alone, and says what is missing. */
export function QueryChart({ queries, limits, marks, height = 150, ...chart }: QueryChartProps) {
  const [width, holder] = useWidth();
  const window = useTimeWindow();
  const query = useRangeQueries(queries, width);
  const data = query.data;

  const instead = () => {
    if (!data && query.error) {
      return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    }
    if (!data) {
      return <div className={styles.waiting} style={{ height }} role="status" aria-label={`Loading ${chart.title}`} />;
    }
    if (isEmpty(data)) {
      return (
        <p className={styles.nothing} style={{ height }}>
          {nothingWords(data.series.length > 0)}
        </p>
      );
    }
    return undefined;
  };

  return (
    <div ref={holder} className={styles.holder}>
      <LazyChart
        {...chart}
        data={data ?? NOTHING}
        from={data?.from ?? window.from}
        to={data?.to ?? window.to}
        zone={window.zone}
        height={height}
        instead={instead()}
        explore={exploreSearch(queries.map(({ expr }) => expr))}
        {...(limits ? { limits } : {})}
        {...(marks ? { marks } : {})}
        {...(data?.points ? { note: data.points } : {})}
        stale={data !== undefined && query.error !== null}
      />
    </div>
  );
}
