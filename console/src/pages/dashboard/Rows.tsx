import type { DashboardPanel } from "../../shared/api";
import type { ChartQuery } from "../../shared/chart";
import { formatValue } from "../../shared/format/units";
import { ErrorState, type SimpleColumn, SimpleTable, STATE_WORDS, StateMark, UsageBar } from "../../shared/ui";
import classes from "./dashboard.module.css";
import { severityOf } from "./panels";
import { type Reading, useReadings } from "./useReadings";

interface RowsProps {
  readonly title: string;
  readonly unit: string | undefined;
  readonly panel: DashboardPanel;
  readonly queries: readonly ChartQuery[];
  readonly height: number;
}

const SHOWN_MAX = 100;

/** A row for each series, highest first; as bars, each beside the highest. */
export function Rows({ title, unit, panel, queries, height }: RowsProps) {
  const { readings: rows, failed, answered } = useReadings(queries);
  return (
    <>
      <h2>
        {title} {rows.length > SHOWN_MAX && <span className="muted small">the highest {SHOWN_MAX}</span>}
      </h2>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <div className={classes.rows} style={{ maxHeight: Math.max(80, height) }}>
          {rows.length === 0 ? (
            <p className="muted">{answered ? "No series answers" : ""}</p>
          ) : (
            <SimpleTable
              label={title}
              rows={rows.slice(0, SHOWN_MAX).map((row, index) => ({ ...row, index }))}
              keyOf={({ index }) => index}
              columns={columnsOf(panel, unit, rows[0]?.value ?? 0)}
            />
          )}
        </div>
      )}
    </>
  );
}

function columnsOf(panel: DashboardPanel, unit: string | undefined, highest: number): readonly SimpleColumn<Reading>[] {
  const value: SimpleColumn<Reading> = {
    header: "Value",
    align: "end",
    width: "110px",
    cell: (row) => <Value value={row.value} unit={unit} panel={panel} />,
  };
  const name: SimpleColumn<Reading> = { header: "Series", cell: (row) => row.name };
  if (panel.kind !== "bar") return [name, value];
  return [
    name,
    {
      header: "Of the highest",
      width: "40%",
      quietHeader: true,
      cell: (row) => (
        <UsageBar
          ratio={highest <= 0 ? 0 : row.value / (panel.max ?? highest)}
          state={severityOf(row.value, panel.thresholds) ?? "ok"}
          label={row.name}
        />
      ),
    },
    value,
  ];
}

function Value({ value, unit, panel }: { value: number; unit: string | undefined; panel: DashboardPanel }) {
  const severity = severityOf(value, panel.thresholds);
  return (
    <span className={classes.cell}>
      {severity && <StateMark state={severity} size={14} label={STATE_WORDS[severity]} />}
      {formatValue(value, unit)}
    </span>
  );
}
