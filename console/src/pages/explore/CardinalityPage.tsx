import { useQuery } from "@tanstack/react-query";
import { MetricTabs } from "../../entities/metric";
import { getSamplesCardinality, getSystem } from "../../shared/api";
import { Fact, PageBody, PageHeader, QueryState, Segments } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import { CardinalityTables } from "./CardinalityTables";
import classes from "./explore.module.css";
import { limitsOf } from "./limits";

const TOP = 25;
const REFRESH_MILLIS = 60_000;

const ORDERS = [
  { id: "series", label: "Most series" },
  { id: "newSeries", label: "Most new ones" },
] as const;

/** What the time series come from: the metrics, labels and senders that have most of them, beside the limits. */
export default function CardinalityPage() {
  const [{ view }, setUrl] = useUrlState({ view: "series" });
  const order = ORDERS.find(({ id }) => id === view)?.id ?? "series";
  const report = useQuery({
    queryKey: ["cardinality", order],
    queryFn: ({ signal }) => getSamplesCardinality({ query: { top: TOP, order }, signal }),
    refetchInterval: REFRESH_MILLIS,
  });
  const system = useQuery({ queryKey: ["system"], queryFn: ({ signal }) => getSystem({ signal }) });
  const limits = limitsOf(system.data?.configuration ?? []);
  return (
    <>
      <PageHeader
        title="Cardinality"
        facts={
          report.data && (
            <>
              <Fact label="Series">{of(report.data.series, limits.series)}</Fact>
              <Fact label="New within the last hour">{report.data.newSeries.toLocaleString("en-GB")}</Fact>
            </>
          )
        }
      >
        <MetricTabs current="/explore/cardinality" />
      </PageHeader>
      <PageBody>
        <div className={classes.filter}>
          <Segments label="Order" choices={ORDERS} current={order} onPick={(id) => setUrl({ view: id })} />
        </div>
        <QueryState query={report} rows={10}>
          {(answer) => <CardinalityTables report={answer} limits={limits} />}
        </QueryState>
      </PageBody>
    </>
  );
}

function of(series: number, limit: number | undefined): string {
  const count = series.toLocaleString("en-GB");
  return limit === undefined ? count : `${count} of ${limit.toLocaleString("en-GB")}`;
}
