import type { DashboardPanel } from "../../shared/api";
import { type ChartQuery, type ChartSeries, useRangeQueries, useWidth } from "../../shared/chart";
import { formatValue, NO_VALUE } from "../../shared/format/units";
import { ErrorState, STATE_WORDS, StateMark, type StateName, UsageBar } from "../../shared/ui";
import classes from "./dashboard.module.css";
import { ratioOf, severityOf } from "./panels";
import { Spark } from "./Spark";

interface StatProps {
  readonly title: string;
  readonly unit: string | undefined;
  readonly panel: DashboardPanel;
  readonly queries: readonly ChartQuery[];
}

const SHOWN_MAX = 6;

/** The last value of each series: a number with its course behind it, or, as a gauge, between its bounds. */
export function Stat({ title, unit, panel, queries }: StatProps) {
  const [width, holder] = useWidth();
  const answer = useRangeQueries(queries, width, "latest");
  const series = answer.data?.series ?? [];
  return (
    <div ref={holder} className={classes.stat}>
      <h2>{title}</h2>
      {answer.error && !answer.data ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : series.length === 0 ? (
        <p className={classes.value}>{answer.data ? NO_VALUE : ""}</p>
      ) : (
        series
          .slice(0, SHOWN_MAX)
          .map((one) => (
            <Value key={one.label} series={one} only={series.length === 1} unit={unit} panel={panel} title={title} />
          ))
      )}
    </div>
  );
}

interface ValueProps {
  readonly series: ChartSeries;
  readonly only: boolean;
  readonly unit: string | undefined;
  readonly panel: DashboardPanel;
  readonly title: string;
}

function Value({ series, only, unit, panel, title }: ValueProps) {
  const value = series.values.findLast((one) => one !== null) ?? undefined;
  const severity = severityOf(value, panel.thresholds);
  return (
    <div className={classes.number}>
      {!only && <span className="muted small">{series.label}</span>}
      <p className={classes.value}>
        {severity && <StateMark state={severity} size={18} label={STATE_WORDS[severity]} />}
        {formatValue(value, unit)}
      </p>
      {panel.kind === "gauge" && value !== undefined ? (
        <UsageBar ratio={ratioOf(value, { ...panel, unit: unit ?? "" })} state={stateFor(severity)} label={title} />
      ) : (
        <Spark values={series.values} />
      )}
    </div>
  );
}

function stateFor(severity: StateName | undefined): StateName {
  return severity ?? "ok";
}
