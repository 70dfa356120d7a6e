import { Link } from "@tanstack/react-router";
import type { CardinalityReport } from "../../shared/api";
import { EXPLORER, exploreSearch } from "../../shared/chart";
import { NO_VALUE } from "../../shared/format/units";
import { Card, type SimpleColumn, SimpleTable, UsageBar } from "../../shared/ui";
import classes from "./explore.module.css";
import type { SeriesLimits } from "./limits";

type MetricSeries = CardinalityReport["metrics"][number];
type LabelSeries = CardinalityReport["labels"][number];
type PairSeries = CardinalityReport["pairs"][number];
type SenderSeries = CardinalityReport["senders"][number];

interface CardinalityTablesProps {
  readonly report: CardinalityReport;
  readonly limits: SeriesLimits;
}

/** The ways to see the same series: by metric, by label, by its value, by who sends them. */
export function CardinalityTables({ report, limits }: CardinalityTablesProps) {
  return (
    <>
      <Card title="Metrics" about="each metric's series, of all there are" flush>
        <SimpleTable
          label="Metrics"
          rows={report.metrics}
          columns={metricColumns(report.series)}
          keyOf={({ name }) => name}
        />
      </Card>
      <Card title="Labels" about="a label of many values multiplies the series of every metric that has it" flush>
        <SimpleTable label="Labels" rows={report.labels} columns={LABEL_COLUMNS} keyOf={({ name }) => name} />
      </Card>
      <Card title="Label values" about="each value's series, of all there are" flush>
        <SimpleTable
          label="Label values"
          rows={report.pairs}
          columns={pairColumns(report.series)}
          keyOf={({ name, value }) => `${name}=${value}`}
        />
      </Card>
      <Card title="Senders" about={senderWords(limits)} flush>
        <SimpleTable
          label="Senders"
          rows={report.senders}
          columns={senderColumns(limits)}
          keyOf={({ tenant, sender }) => `${tenant} ${sender}`}
        />
      </Card>
    </>
  );
}

function metricColumns(all: number): readonly SimpleColumn<MetricSeries>[] {
  return [
    { header: "Metric", cell: ({ name }) => <MetricLink name={name} /> },
    { header: "Series", width: "90px", align: "end", cell: ({ series }) => number(series) },
    { header: "New", width: "90px", align: "end", cell: ({ newSeries }) => number(newSeries) },
    { header: "Share", width: "180px", cell: ({ name, series }) => <Share of={name} part={series} whole={all} /> },
  ];
}

/** Where its series come from is the next question: the explorer counts them by job. */
function MetricLink({ name }: { readonly name: string }) {
  if (name === "") return <span className="muted">without a name</span>;
  const selector = /^[a-zA-Z_:][\w:]*$/.test(name) ? name : `{${JSON.stringify(name)}}`;
  const expr = `count by (job) (${selector})`;
  return (
    <Link
      to={EXPLORER}
      search={{ ...exploreSearch([expr]), view: "table" } as never}
      className={`mono ${classes.series}`}
    >
      {name}
    </Link>
  );
}

const LABEL_COLUMNS: readonly SimpleColumn<LabelSeries>[] = [
  { header: "Label", cell: ({ name }) => <code className={classes.series}>{name}</code> },
  { header: "Values", width: "90px", align: "end", cell: ({ values }) => number(values) },
  { header: "Series", width: "90px", align: "end", cell: ({ series }) => number(series) },
  { header: "New", width: "90px", align: "end", cell: ({ newSeries }) => number(newSeries) },
];

function pairColumns(all: number): readonly SimpleColumn<PairSeries>[] {
  return [
    {
      header: "Label and value",
      cell: ({ name, value }) => <code className={classes.series}>{`${name}="${value}"`}</code>,
    },
    { header: "Series", width: "90px", align: "end", cell: ({ series }) => number(series) },
    {
      header: "Share",
      width: "180px",
      cell: ({ name, value, series }) => <Share of={`${name}="${value}"`} part={series} whole={all} />,
    },
  ];
}

function senderColumns(limits: SeriesLimits): readonly SimpleColumn<SenderSeries>[] {
  return [
    { header: "Tenant", width: "26%", cell: ({ tenant }) => tenant },
    { header: "Sender", cell: ({ sender }) => <code className={classes.series}>{sender}</code> },
    { header: "Active", width: "90px", align: "end", cell: ({ active }) => number(active) },
    { header: "New", width: "90px", align: "end", cell: ({ created }) => number(created) },
    {
      header: "Of the tenant's limit",
      width: "140px",
      cell: ({ tenant, sender, active }) =>
        limits.tenantActive === undefined ? (
          NO_VALUE
        ) : (
          <Share of={`${tenant} ${sender}`} part={active} whole={limits.tenantActive} />
        ),
    },
  ];
}

function senderWords({ tenantActive, tenantNew }: SeriesLimits): string {
  if (tenantActive === undefined || tenantNew === undefined) return "who sends them";
  return `a tenant may have ${number(tenantActive)} active series, and ${number(tenantNew)} new ones an hour`;
}

function Share({ of, part, whole }: { readonly of: string; readonly part: number; readonly whole: number }) {
  const ratio = whole === 0 ? 0 : part / whole;
  const percent = ratio > 0 && ratio < 0.01 ? "under 1 %" : `${Math.round(ratio * 100)} %`;
  return (
    <span className={classes.took}>
      <span className="numeric small">{percent}</span>
      <UsageBar ratio={ratio} state="ok" label={`Share of ${of}`} />
    </span>
  );
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}
