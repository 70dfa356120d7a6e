import { Checkbox, NativeSelect } from "@mantine/core";
import { IconLayoutGridAdd, IconPlayerPlay } from "@tabler/icons-react";
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { exemplarsQuery, MetricTabs } from "../../entities/metric";
import { useCan } from "../../entities/session";
import { AddToDashboardDialog } from "../../features/add-to-dashboard/AddToDashboardDialog";
import { useWidth } from "../../shared/chart";
import { CommandButton, useCommands } from "../../shared/command";
import { useTimeWindow } from "../../shared/time";
import { Card, PageBody, PageHeader, Segments } from "../../shared/ui";
import { useUrlState } from "../../shared/url/useUrlState";
import { ChartView } from "./ChartView";
import { ExplainView } from "./ExplainView";
import classes from "./explore.module.css";
import { QueryRows } from "./QueryRows";
import { StartView } from "./StartView";
import { COMPARISONS, compareMillisOf, DEFAULTS, offOf, queriesOf, toggled, VIEWS, viewOf, withQueries } from "./state";
import { TableView } from "./TableView";
import { type Explored, useExploration } from "./useExploration";

/** Questions to the metrics, in PromQL: as chart, as table, and what they cost. All of it stands in the address. */
export default function MetricsPage() {
  const [url, setUrl] = useUrlState(DEFAULTS);
  const exprs = queriesOf(url);
  const [drafts, setDrafts] = useDrafts(exprs);
  const [width, holder] = useWidth();
  const queries = useQueryClient();
  const compareMillis = compareMillisOf(url.cmp);
  const explored = useExploration(exprs, width, compareMillis);
  const off = offOf(url.off ?? "");
  const shown = explored.filter(({ letter }) => !off.has(letter));
  const view = viewOf(url.view);
  const withExemplars = url.exemplars === "on" && view === "chart";
  const exemplars = useExemplars(shown, withExemplars);

  const mayMake = useCan("dashboard:write");
  const [adding, setAdding] = useState(false);
  const run = (next: readonly string[]) => {
    const kept = next.filter((draft) => draft.trim() !== "");
    setDrafts(kept.length === 0 ? [""] : kept);
    // The same question again is asked anew: that is what Run is pressed for.
    if (kept.map((draft) => draft.trim()).join("\n") === exprs.join("\n")) {
      void queries.invalidateQueries({ queryKey: ["metric", "range"] });
    } else {
      setUrl(withQueries(kept), { push: true });
    }
  };
  useCommands([
    { id: "metrics.run", title: "Run", section: "Metrics", icon: IconPlayerPlay, keys: "r", run: () => run(drafts) },
    {
      id: "metrics.to-dashboard",
      title: "Add to a dashboard",
      section: "Metrics",
      icon: IconLayoutGridAdd,
      available: mayMake && exprs.length > 0,
      run: () => setAdding(true),
    },
  ]);

  return (
    <>
      <PageHeader
        title="Metrics"
        actions={
          <>
            <CommandButton id="copy-link" />
            <CommandButton id="metrics.to-dashboard" />
            <CommandButton id="metrics.run" variant="filled" />
          </>
        }
      >
        <MetricTabs current="/explore/metrics" />
      </PageHeader>
      <PageBody>
        <div ref={holder}>
          <Card flush>
            <QueryRows
              drafts={drafts}
              explored={explored}
              off={off}
              onChange={setDrafts}
              onRun={run}
              onToggle={(letter) => setUrl({ off: toggled(url.off ?? "", letter) })}
            />
            <div className={classes.tools}>
              <Segments label="View" choices={VIEWS} current={view} onPick={(id) => setUrl({ view: id })} />
              <NativeSelect
                size="xs"
                aria-label="Compare with"
                disabled={view !== "chart"}
                value={url.cmp ?? ""}
                onChange={(event) => setUrl({ cmp: event.currentTarget.value })}
                data={COMPARISONS.map(({ id, label }) => ({ value: id, label: `Compare with ${label}` }))}
              />
              <Checkbox
                size="xs"
                label="Exemplars"
                disabled={view !== "chart"}
                checked={url.exemplars === "on"}
                onChange={(event) => setUrl({ exemplars: event.currentTarget.checked ? "on" : "" })}
              />
            </div>
          </Card>
        </div>
        {exprs.length === 0 ? (
          <StartView onPick={(expr) => run([expr])} />
        ) : view === "table" ? (
          <TableView explored={shown} />
        ) : view === "explain" ? (
          <ExplainView explored={shown} />
        ) : (
          <ChartView explored={shown} compareMillis={compareMillis} exemplars={exemplars} />
        )}
      </PageBody>
      {adding && <AddToDashboardDialog exprs={exprs} onClose={() => setAdding(false)} />}
    </>
  );
}

/** The texts of the fields: those of the address until somebody writes, and again when the address changes. */
function useDrafts(exprs: readonly string[]): [readonly string[], (drafts: readonly string[]) => void] {
  const [drafts, setDrafts] = useState<readonly string[]>(exprs.length === 0 ? [""] : exprs);
  const address = exprs.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined text stands for the expressions
  useEffect(() => setDrafts(exprs.length === 0 ? [""] : exprs), [address]);
  return [drafts, setDrafts];
}

function useExemplars(shown: readonly Explored[], enabled: boolean) {
  const { from, to } = useTimeWindow();
  const answers = useQueries({
    queries: shown.map(({ expr }) => ({ ...exemplarsQuery(expr, { from, to }), enabled })),
  });
  return enabled ? answers.flatMap(({ data }) => data ?? []) : undefined;
}
