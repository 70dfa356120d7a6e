import type { ChartQuery } from "../../shared/chart";
import { formatValue } from "../../shared/format/units";
import { ErrorState, type SimpleColumn, SimpleTable } from "../../shared/ui";
import classes from "./dashboard.module.css";
import { type Part, partsOf } from "./parts";
import { useReadings } from "./useReadings";

interface SharesProps {
  readonly title: string;
  readonly unit: string | undefined;
  readonly queries: readonly ChartQuery[];
  readonly height: number;
}

interface Row extends Part {
  readonly index: number;
}

/** What each series is of the sum of all: one bar in parts, which can be compared as slices of a pie cannot, and their figures. */
export function Shares({ title, unit, queries, height }: SharesProps) {
  const { readings, failed, answered } = useReadings(queries);
  const rows = partsOf(readings).map((part, index) => ({ ...part, index }));
  const sum = rows.reduce((total, { value }) => total + value, 0);
  return (
    <>
      <h2>
        {title} {rows.length > 0 && <span className="muted small">of {formatValue(sum, unit)}</span>}
      </h2>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : rows.length === 0 ? (
        <p className="muted">{!answered ? "" : readings.length === 0 ? "No series answers" : "The sum is nothing"}</p>
      ) : (
        <div className={classes.rows} style={{ maxHeight: Math.max(80, height) }}>
          <div className={classes.parts} role="img" aria-label={wordsOf(title, rows)}>
            {rows.map((row) => (
              <span
                key={row.index}
                title={`${row.name}: ${percent(row.share)}`}
                style={{ flexGrow: row.share, background: colorOf(row) }}
              />
            ))}
          </div>
          <SimpleTable label={title} rows={rows} keyOf={({ index }) => index} columns={columnsOf(unit)} />
        </div>
      )}
    </>
  );
}

function columnsOf(unit: string | undefined): readonly SimpleColumn<Row>[] {
  return [
    {
      header: "Series",
      cell: (row) => (
        <span className={classes.cell}>
          <span className={classes.swatch} style={{ background: colorOf(row) }} />
          {row.name}
        </span>
      ),
    },
    { header: "Share", align: "end", width: "80px", cell: ({ share }) => percent(share) },
    { header: "Value", align: "end", width: "110px", cell: ({ value }) => formatValue(value, unit) },
  ];
}

function colorOf({ index, isRest }: Row): string {
  return isRest ? "var(--edge)" : `var(--series-${index + 1})`;
}

function percent(share: number): string {
  return formatValue(share, "1");
}

function wordsOf(title: string, rows: readonly Part[]): string {
  return `${title}: ${rows.map(({ name, share }) => `${name} ${percent(share)}`).join(", ")}.`;
}
