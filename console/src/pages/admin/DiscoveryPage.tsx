import { useQuery } from "@tanstack/react-query";
import { discoveryRunsQuery, discoverySourcesQuery } from "../../entities/discovery";
import { useCan } from "../../entities/session";
import { RunDiscoveryButton } from "../../features/run-discovery/RunDiscoveryButton";
import type { DiscoveryRun, DiscoverySourceState } from "../../shared/api";
import { formatDuration, Timestamp } from "../../shared/time";
import {
  Card,
  Empty,
  PageBody,
  PageHeader,
  QueryState,
  type SimpleColumn,
  SimpleTable,
  type StateName,
  StateWord,
} from "../../shared/ui";
import classes from "./admin.module.css";

const OUTCOMES: Record<DiscoveryRun["outcome"], { state: StateName; word: string }> = {
  running: { state: "info", word: "Running" },
  succeeded: { state: "ok", word: "Succeeded" },
  failed: { state: "critical", word: "Failed" },
  interrupted: { state: "unknown", word: "Interrupted" },
};

export default function DiscoveryPage() {
  const sources = useQuery(discoverySourcesQuery);
  const runs = useQuery(discoveryRunsQuery);
  const mayRun = useCan("discovery:run");
  return (
    <>
      <PageHeader title="Discovery" />
      <PageBody>
        <Card title="Sources" flush>
          <QueryState query={sources} rows={2}>
            {({ items }) => (
              <SimpleTable
                label="Discovery sources"
                rows={items}
                keyOf={(source) => source.name}
                columns={[...SOURCE_COLUMNS, ...(mayRun ? [RUN] : [])]}
              />
            )}
          </QueryState>
        </Card>
        <Card title="Runs" about="The newest 50" flush>
          <QueryState query={runs} rows={6}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty kind="not-set-up" title="No run yet">
                  The first one starts a moment after the server.
                </Empty>
              ) : (
                <SimpleTable
                  label="Discovery runs"
                  rows={items}
                  keyOf={(run) => run.id}
                  columns={RUN_COLUMNS}
                  after={(run) => problemsOf(run)}
                />
              )
            }
          </QueryState>
        </Card>
      </PageBody>
    </>
  );
}

function problemsOf(run: DiscoveryRun) {
  const problems = [...(run.error ? [run.error] : []), ...run.problems];
  if (problems.length === 0) return undefined;
  const shown = problems.slice(0, 3);
  return (
    <ul className="muted small">
      {shown.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
      {problems.length > shown.length && <li>and {problems.length - shown.length} more</li>}
    </ul>
  );
}

const SOURCE_COLUMNS: readonly SimpleColumn<DiscoverySourceState>[] = [
  {
    header: "Last run",
    width: "140px",
    cell: (source) =>
      source.running ? (
        <StateWord state="info" word="Running" />
      ) : source.lastRun ? (
        <StateWord {...OUTCOMES[source.lastRun.outcome]} />
      ) : (
        <StateWord state="unknown" word="Not yet" />
      ),
  },
  { header: "Source", cell: (source) => <span className="strong">{source.name}</span> },
  { header: "Repeats every", align: "end", cell: (source) => formatDuration(source.intervalSeconds * 1_000) },
  {
    header: "Ran",
    align: "end",
    cell: (source) =>
      source.lastRun ? <Timestamp at={source.lastRun.startedAt} /> : <span className="muted">never</span>,
  },
  {
    header: "Next",
    align: "end",
    cell: (source) => (source.nextRunAt ? <Timestamp at={source.nextRunAt} /> : <span className="muted">–</span>),
  },
];

const RUN: SimpleColumn<DiscoverySourceState> = {
  header: "Actions",
  quietHeader: true,
  align: "end",
  width: "150px",
  cell: (source) => (
    <span className={classes.rowActions}>
      <RunDiscoveryButton source={source.name} running={source.running} />
    </span>
  ),
};

const RUN_COLUMNS: readonly SimpleColumn<DiscoveryRun>[] = [
  { header: "Outcome", width: "140px", cell: (run) => <StateWord {...OUTCOMES[run.outcome]} /> },
  { header: "Source", cell: (run) => run.source },
  { header: "Started", cell: (run) => <Timestamp at={run.startedAt} show="both" /> },
  {
    header: "Took",
    align: "end",
    cell: (run) => (run.finishedAt ? durationOf(run.startedAt, run.finishedAt) : <span className="muted">–</span>),
  },
  { header: "Saw", align: "end", cell: (run) => run.saw },
  { header: "Added", align: "end", cell: (run) => run.added },
  { header: "Changed", align: "end", cell: (run) => run.changed },
  { header: "Missing", align: "end", cell: (run) => run.missing },
];

function durationOf(startedAt: string, finishedAt: string): string {
  const millis = Date.parse(finishedAt) - Date.parse(startedAt);
  return millis < 1_000 ? `${millis} ms` : formatDuration(millis);
}
