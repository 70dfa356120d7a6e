import { formatNumber, NO_VALUE } from "../format/units";
import { formatClockSeconds } from "../time";
import styles from "./Chart.module.css";
import { colorOf } from "./options";
import { type ChartData, lastOf } from "./series";
import type { ChartTheme } from "./theme";

interface LegendProps {
  readonly data: ChartData;
  /** What a sample is divided by, as on the axis: the title has the unit. */
  readonly factor: number;
  readonly theme: ChartTheme;
  /** The sample under the cursor; null shows the last one. */
  readonly at: number | null;
  readonly zone: string;
}

/** Each series with its last value, or its value under the cursor. The time has its place without one: nothing moves. */
export function Legend({ data, factor, theme, at, zone }: LegendProps) {
  const time = at === null ? undefined : data.times[at];
  const shown = time ?? data.times.at(-1);
  return (
    <span className={styles.legend}>
      {shown !== undefined && (
        <span className={styles.at} style={time === undefined ? { visibility: "hidden" } : undefined}>
          {formatClockSeconds(shown * 1000, zone)}
        </span>
      )}
      {data.series.map((series, index) => (
        <span key={series.label} className={styles.entry}>
          <span className={styles.swatch} style={{ background: colorOf(index, theme) }} />
          <span className={styles.label}>{series.label}</span>{" "}
          <strong className="numeric">
            {numberOf(time === undefined ? lastOf(series)?.value : series.values[at ?? 0], factor)}
          </strong>
          {series.before !== undefined && (
            <span className={styles.at}>
              before {numberOf(series.before[at ?? series.before.length - 1] ?? null, factor)}
            </span>
          )}
        </span>
      ))}
    </span>
  );
}

function numberOf(value: number | null | undefined, factor: number): string {
  return value === null || value === undefined ? NO_VALUE : formatNumber(value / factor);
}
