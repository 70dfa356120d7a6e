import { type Exemplar, seriesText } from "../../entities/metric";
import { formatNumber } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import { Card, Empty, type SimpleColumn, SimpleTable } from "../../shared/ui";
import classes from "./explore.module.css";

const SHOWN_MAX = 50;

const COLUMNS: readonly SimpleColumn<Exemplar>[] = [
  { header: "Time", width: "130px", cell: ({ at }) => <Timestamp at={new Date(at).toISOString()} show="time" /> },
  { header: "Value", width: "90px", align: "end", cell: ({ value }) => formatNumber(value) },
  { header: "Exemplar", cell: ({ labels }) => <code className={classes.series}>{seriesText(labels)}</code> },
  { header: "Of", cell: ({ series }) => <code className={classes.series}>{seriesText(series)}</code> },
];

/** The observations behind the diamonds of the chart, newest first, in words that can be copied. */
export function ExemplarList({ exemplars }: { readonly exemplars: readonly Exemplar[] }) {
  const newest = [...exemplars].sort((a, b) => b.at - a.at).slice(0, SHOWN_MAX);
  const about = exemplars.length > SHOWN_MAX ? `the newest ${SHOWN_MAX} of ${exemplars.length}` : undefined;
  return (
    <Card title="Exemplars" about={about} flush>
      {newest.length === 0 ? (
        <Empty kind="no-match" title="No exemplar in this time range">
          Programs send them with histograms and counters, by OpenMetrics, OTLP or remote write.
        </Empty>
      ) : (
        <SimpleTable
          label="Exemplars"
          rows={newest}
          columns={COLUMNS}
          keyOf={(one) => `${one.at} ${seriesText(one.series)} ${seriesText(one.labels)}`}
        />
      )}
    </Card>
  );
}
