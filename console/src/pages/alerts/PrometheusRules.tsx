import { IconChartLine } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type PrometheusRule, prometheusGroupsQuery, type RuleGroup, ruleLook } from "../../entities/alert";
import { EXPLORER, exploreSearch } from "../../shared/chart";
import { formatValue, NO_VALUE } from "../../shared/format/units";
import { Timestamp } from "../../shared/time";
import { Card, Empty, Notes, QueryState, type SimpleColumn, SimpleTable, StatePill } from "../../shared/ui";
import { ActiveAlerts } from "./ActiveAlerts";
import classes from "./RulesTab.module.css";

/** The rules of Prometheus' files, group by group, as they are evaluated. */
export function PrometheusRules() {
  const query = useQuery(prometheusGroupsQuery);
  return (
    <QueryState query={query} rows={4}>
      {({ groups, faults }) => (
        <>
          <FileFaults faults={faults} />
          <Groups groups={groups} />
        </>
      )}
    </QueryState>
  );
}

/** What keeps files from loading; what was read of them before still counts, as what the other files say. */
function FileFaults({ faults }: { readonly faults: readonly string[] }) {
  return (
    faults.length > 0 && (
      <Card title="Rule files that do not load" about="What was read of them before still counts">
        <Notes label="What is wrong with rule files" notes={faults} />
      </Card>
    )
  );
}

function Groups({ groups }: { readonly groups: readonly RuleGroup[] }) {
  if (groups.length > 0) return groups.map((group) => <Group key={`${group.file} ${group.name}`} group={group} />);
  return (
    <Card title="Rules of Prometheus" flush>
      <Empty kind="not-set-up" title="No rule file of Prometheus is loaded">
        <code>rules.prometheus.files</code> names them.
      </Empty>
    </Card>
  );
}

function Group({ group }: { readonly group: RuleGroup }) {
  return (
    <Card
      title={group.name}
      about={
        <>
          every {formatValue(group.interval, "s")} ·{" "}
          {isNever(group.lastEvaluation) ? (
            "not evaluated yet"
          ) : (
            <>
              took {formatValue(group.evaluationTime, "s")} · <Timestamp at={group.lastEvaluation} />
            </>
          )}{" "}
          · <span className="mono">{group.file}</span>
        </>
      }
      flush
    >
      <SimpleTable
        label={`Rules of ${group.name}`}
        rows={group.rules.map((rule, index) => ({ rule, index }))}
        columns={COLUMNS}
        keyOf={({ index }) => index}
        after={({ rule: { alerts = [] } }) => alerts.length > 0 && <ActiveAlerts alerts={alerts} />}
      />
    </Card>
  );
}

interface Row {
  readonly rule: PrometheusRule;
  /** A group may have two rules of one name: its place is what a rule is. */
  readonly index: number;
}

const COLUMNS: readonly SimpleColumn<Row>[] = [
  { header: "State", width: "116px", cell: ({ rule }) => <StatePill {...ruleLook(rule)} /> },
  { header: "Rule", cell: ({ rule }) => <RuleWords rule={rule} /> },
  { header: "Evaluated", width: "104px", align: "end", cell: ({ rule }) => <Evaluated at={rule.lastEvaluation} /> },
  { header: "Took", width: "84px", align: "end", cell: ({ rule }) => <Took rule={rule} /> },
];

function RuleWords({ rule }: { readonly rule: PrometheusRule }) {
  return (
    <>
      <span className="strong">{rule.name}</span>
      {rule.duration !== undefined && rule.duration > 0 && (
        <span className="muted small"> for {formatValue(rule.duration, "s")}</span>
      )}
      <ExploreLink expr={rule.query} />
      {rule.lastError !== undefined && <div className={classes.error}>{rule.lastError}</div>}
    </>
  );
}

/** An expression that leads to the explorer, where one sees what it answers. */
export function ExploreLink({ expr }: { readonly expr: string }) {
  return (
    <Link
      to={EXPLORER}
      search={exploreSearch([expr]) as never}
      className={classes.explore}
      title="Open in the explorer"
    >
      <IconChartLine size={13} aria-hidden /> {expr}
    </Link>
  );
}

function Took({ rule }: { readonly rule: PrometheusRule }) {
  return isNever(rule.lastEvaluation) ? NO_VALUE : formatValue(rule.evaluationTime, "s");
}

function Evaluated({ at }: { readonly at: string }) {
  return isNever(at) ? "never" : <Timestamp at={at} />;
}

/** Prometheus writes the year 1 for it. */
function isNever(at: string): boolean {
  return at.startsWith("0001-");
}
