import { formatValue } from "../format/units";
import { formatClockSeconds } from "../time";
import styles from "./Chart.module.css";
import type { ChartData } from "./series";

interface ChartTableProps {
  readonly title: string;
  readonly unit: string | undefined;
  readonly data: ChartData;
  readonly zone: string;
  readonly height: number;
}

/** The same samples as numbers, newest first. */
export function ChartTable({ title, unit, data, zone, height }: ChartTableProps) {
  const newestFirst = data.times.map((_, index) => data.times.length - 1 - index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.tableHolder} style={{ height }} aria-label={`${title} as a table`} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {data.series.map((series) => (
              <th key={series.label} scope="col" className={styles.number}>
                {series.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newestFirst.map((index) => (
            <tr key={data.times[index]}>
              <th scope="row">{formatClockSeconds((data.times[index] ?? 0) * 1000, zone)}</th>
              {data.series.map((series) => (
                <td key={series.label} className={styles.number}>
                  {formatValue(series.values[index], unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
