import { useQuery } from "@tanstack/react-query";
import { getSystem, liveOn, type SystemState } from "../../shared/api";
import { formatDuration, Timestamp, useNow } from "../../shared/time";
import {
  Card,
  Fact,
  PageBody,
  PageHeader,
  QueryState,
  type SimpleColumn,
  SimpleTable,
  type StateName,
  StateWord,
} from "../../shared/ui";
import classes from "./admin.module.css";

const REFRESH_MILLIS = 10_000;

/** Binnacle itself: what runs, whether it is well, what it stores, how it is configured. */
export default function SystemPage() {
  const system = useQuery({
    queryKey: ["system"],
    queryFn: ({ signal }) => getSystem({ signal }),
    refetchInterval: REFRESH_MILLIS,
    meta: liveOn("system"),
  });
  const now = useNow(1_000);
  return (
    <>
      <PageHeader
        title="System"
        facts={
          system.data && (
            <>
              <Fact label="Version">{system.data.version}</Fact>
              <Fact label="Up for">{formatDuration(now - Date.parse(system.data.startedAt))}</Fact>
              <Fact label="Started">
                <Timestamp at={system.data.startedAt} show="time" />
              </Fact>
            </>
          )
        }
      />
      <PageBody>
        <QueryState query={system} rows={10}>
          {(state) => (
            <>
              <div className={classes.grid}>
                <Card title="Components" flush>
                  <SimpleTable
                    label="Components"
                    rows={state.components}
                    keyOf={(component) => component.name}
                    columns={COMPONENT_COLUMNS}
                  />
                </Card>
                <Card title="Sizes and versions">
                  <dl className={classes.facts}>
                    {Object.entries(state.statistics).map(([name, value]) => (
                      <Statistic key={name} name={STATISTICS[name] ?? name} value={value} />
                    ))}
                  </dl>
                </Card>
              </div>
              <Card title="Configuration" about="As it is in effect; secrets are not shown" flush>
                <SimpleTable
                  label="Configuration"
                  rows={state.configuration}
                  keyOf={(setting) => setting.key}
                  columns={SETTING_COLUMNS}
                />
              </Card>
            </>
          )}
        </QueryState>
      </PageBody>
    </>
  );
}

const STATISTICS: Readonly<Record<string, string>> = {
  "database.size": "Database size",
  "database.version": "Database",
  "jvm.heap.max": "Heap, at most",
  "jvm.heap.used": "Heap in use",
  "jvm.processors": "Processors",
  "jvm.version": "Java",
  "samples.memory": "Memory of samples",
  "samples.samples": "Samples held",
  "samples.series": "Series held",
};

function Statistic({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="numeric strong">{value}</dd>
    </>
  );
}

type Component = SystemState["components"][number];

const STATES: Record<Component["state"], { state: StateName; word: string }> = {
  up: { state: "ok", word: "Up" },
  starting: { state: "info", word: "Starting" },
  degraded: { state: "warning", word: "Degraded" },
  down: { state: "critical", word: "Down" },
};

const COMPONENT_COLUMNS: readonly SimpleColumn<Component>[] = [
  {
    header: "State",
    width: "120px",
    cell: (component) => <StateWord {...STATES[component.state]} />,
  },
  { header: "Component", cell: (component) => <span className="strong">{component.name}</span> },
  { header: "Detail", cell: (component) => <span className="muted">{component.detail}</span> },
];

const SETTING_COLUMNS: readonly SimpleColumn<SystemState["configuration"][number]>[] = [
  { header: "Setting", cell: (setting) => <code title={setting.about}>{setting.key}</code> },
  {
    header: "Value",
    cell: (setting) =>
      setting.value === null || setting.value === undefined ? (
        <span className="muted">not set</span>
      ) : (
        <code>{setting.value}</code>
      ),
  },
  { header: "Set by", cell: (setting) => <span className="muted">{setting.source}</span> },
];
