import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { addressOf, dashboardQuery, inWords, placed, useVariables } from "../../entities/dashboard";
import { useCan } from "../../entities/session";
import type { Dashboard } from "../../shared/api";
import { useZoom } from "../../shared/chart";
import { Empty, Loading, QueryState } from "../../shared/ui";
import { useSetCrumb } from "../../shared/ui/crumb";
import { useUrlState } from "../../shared/url/useUrlState";
import { DashboardHead } from "./DashboardHead";
import classes from "./dashboard.module.css";
import { EditablePanel } from "./EditablePanel";
import { useChangeMarks } from "./useChangeMarks";
import { useIncidentMarks } from "./useIncidentMarks";
import { VariableBar } from "./VariableBar";

/** A page of panels; variables and what is shown stand in the address. */
export default function DashboardPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(dashboardQuery(id));
  return (
    <QueryState query={query} rows={10}>
      {(dashboard) => <Content key={keyOf(dashboard)} dashboard={dashboard} />}
    </QueryState>
  );
}

/** Other variables are other state in the address; another version alone leaves open what is open. */
function keyOf({ id, content }: Dashboard): string {
  return [id, ...content.variables.map(({ name }) => name)].join(" ");
}

const parameterOf = (name: string) => `var-${name}`;

function Content({ dashboard }: { readonly dashboard: Dashboard }) {
  const { title, variables: given, panels } = dashboard.content;
  useSetCrumb(title);
  const page = useRef<HTMLDivElement>(null);
  const [url, setUrl] = useUrlState<Record<string, string>>({
    incidents: "on",
    changes: "off",
    ...Object.fromEntries(given.map(({ name }) => [parameterOf(name), ""])),
  });
  const inAddress = Object.fromEntries(given.map(({ name }) => [name, url[parameterOf(name)]]));
  const variables = useVariables(given, inAddress);
  const mayWrite = useCan("dashboard:write") && !dashboard.readOnly;
  const mayIncidents = useCan("incident:read");
  const mayChanges = useCan("ci:read");
  const incidents = useIncidentMarks(mayIncidents && url.incidents === "on");
  const changes = useChangeMarks(mayChanges && url.changes === "on");
  const marks = useMemo(() => [...incidents, ...changes], [incidents, changes]);
  const zoom = useZoom();
  return (
    <div ref={page} className={classes.page}>
      <DashboardHead
        dashboard={dashboard}
        title={inWords(title, variables.chosen)}
        onFullScreen={() => void page.current?.requestFullscreen()}
      />
      <div className={classes.tools}>
        <VariableBar
          states={variables.states}
          onChoose={(name, values) => setUrl({ [parameterOf(name)]: addressOf(values) })}
        />
        {mayChanges && (
          <Checkbox
            size="xs"
            label="Changes"
            checked={url.changes === "on"}
            onChange={(event) => setUrl({ changes: event.currentTarget.checked ? "on" : "off" })}
          />
        )}
        {mayIncidents && (
          <Checkbox
            size="xs"
            label="Incidents"
            checked={url.incidents === "on"}
            onChange={(event) => setUrl({ incidents: event.currentTarget.checked ? "on" : "off" })}
          />
        )}
      </div>
      {panels.length === 0 ? (
        <Empty kind="not-set-up" title="This dashboard is empty">
          Add a panel, or bring queries here from the explorer.
        </Empty>
      ) : !variables.ready ? (
        <Loading rows={8} label="Loading the variables" />
      ) : (
        <div className={classes.grid}>
          {placed(panels, variables.chosen, variables.choices).map((one) => (
            <EditablePanel
              key={one.key}
              placed={one}
              variables={variables}
              zoom={zoom}
              marks={marks}
              {...(mayWrite ? { dashboard } : {})}
            />
          ))}
        </div>
      )}
    </div>
  );
}
