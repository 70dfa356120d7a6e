import { useQueries } from "@tanstack/react-query";
import { instantQuery } from "../../entities/metric";
import type { DashboardPanel } from "../../shared/api";
import { type ChartQuery, seriesLabel, withBuiltIns } from "../../shared/chart";
import { formatValue } from "../../shared/format/units";
import { useTimeWindow } from "../../shared/time";
import { ErrorState, type SimpleColumn, SimpleTable, STATE_WORDS, StateMark, UsageBar } from "../../shared/ui";
import classes from "./dashboard.module.css";
import { severityOf } from "./panels";

interface RowsProps {
  readonly title: string;
  readonly unit: string | undefined;
  readonly panel: DashboardPanel;
  readonly queries: readonly ChartQuery[];
  readonly height: number;
}

interface Row {
  readonly name: string;
  readonly value: number;
}

const SHOWN_MAX = 100;

/** A row for each series, highest first; as bars, each beside the highest. */
export function Rows({ title, unit, panel, queries, height }: RowsProps) {
  const { from, to } = useTimeWindow();
  const span = { step: 60, range: Math.round((to - from) / 1000) };
  const answers = useQueries({ queries: queries.map(({ expr }) => instantQuery(withBuiltIns(expr, span), to)) });
  const failed = answers.find(({ error }) => error);
  const rows = answers
    .flatMap(({ data }, index) =>
      (data?.rows ?? []).map(({ metric, value = Number.NaN }) => ({
        name: seriesLabel(queries[index]?.label ?? "", metric),
        value,
      })),
    )
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => b.value - a.value);
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
            <p className="muted">{answers.every(({ isSuccess }) => isSuccess) ? "No series answers" : ""}</p>
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

function columnsOf(panel: DashboardPanel, unit: string | undefined, highest: number): readonly SimpleColumn<Row>[] {
  const value: SimpleColumn<Row> = {
    header: "Value",
    align: "end",
    width: "110px",
    cell: (row) => <Reading value={row.value} unit={unit} panel={panel} />,
  };
  const name: SimpleColumn<Row> = { header: "Series", cell: (row) => row.name };
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

function Reading({ value, unit, panel }: { value: number; unit: string | undefined; panel: DashboardPanel }) {
  const severity = severityOf(value, panel.thresholds);
  return (
    <span className={classes.cell}>
      {severity && <StateMark state={severity} size={14} label={STATE_WORDS[severity]} />}
      {formatValue(value, unit)}
    </span>
  );
}
