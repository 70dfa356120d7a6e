import { CiLink } from "../../entities/ci";
import { alertsWords, IncidentPill, incidentSource, statusWord } from "../../entities/incident";
import { useSession } from "../../entities/session";
import { SavedSearches } from "../../features/keep-search/SavedSearches";
import { useOpenIncident } from "../../features/open-incident/useOpenIncident";
import type { Incident } from "../../shared/api";
import { CommandButton, useCommands } from "../../shared/command";
import { NO_VALUE } from "../../shared/format/units";
import { ListView, type SavedView, type TableColumn } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { Empty, FullPage, PageHeader } from "../../shared/ui";
import { BulkActions } from "./BulkActions";
import { IncidentPanel } from "./IncidentPanel";

const COLUMNS: readonly TableColumn<Incident>[] = [
  {
    id: "severity",
    header: "Severity",
    width: "112px",
    sort: "severity",
    cell: (incident) => <IncidentPill incident={incident} />,
    text: (incident) => incident.severity,
  },
  {
    id: "number",
    header: "Number",
    width: "84px",
    sort: "number",
    hideBelow: "narrow",
    cell: (incident) => <span className="mono">{incident.number}</span>,
    text: (incident) => incident.number,
  },
  {
    id: "title",
    header: "Incident",
    sort: "title",
    cell: (incident) => (
      <strong className="strong" title={incident.title}>
        {incident.title}
      </strong>
    ),
    text: (incident) => incident.title,
  },
  {
    id: "on",
    header: "On",
    width: "17%",
    sort: "ci",
    hideBelow: "medium",
    cell: (incident) => (incident.ciId ? <CiLink id={incident.ciId} name={incident.ciName ?? ""} /> : NO_VALUE),
    text: (incident) => incident.ciName ?? "",
  },
  {
    id: "status",
    header: "Status",
    width: "112px",
    sort: "status",
    hideBelow: "medium",
    cell: (incident) => statusWord(incident.status),
    text: (incident) => incident.status,
  },
  {
    id: "owner",
    header: "Owner",
    width: "110px",
    sort: "owner",
    hideBelow: "wide",
    cell: (incident) => incident.owner ?? <span className="muted">nobody</span>,
    text: (incident) => incident.owner ?? "",
  },
  {
    id: "alerts",
    header: "Alerts",
    width: "104px",
    numeric: true,
    sort: "alertsFiring",
    descendingFirst: true,
    hideBelow: "wide",
    cell: (incident) => alertsWords(incident),
    text: (incident) => `${incident.alertsFiring}/${incident.alertsTotal}`,
  },
  {
    id: "openedBy",
    header: "Opened by",
    width: "110px",
    sort: "openedBy",
    optional: true,
    cell: (incident) => incident.openedBy,
    text: (incident) => incident.openedBy,
  },
  {
    id: "opened",
    header: "Opened",
    width: "116px",
    hideBelow: "narrow",
    numeric: true,
    sort: "openedAt",
    descendingFirst: true,
    cell: (incident) => <Timestamp at={incident.openedAt} show="time" />,
    text: (incident) => incident.openedAt,
  },
];

/** What is broken and who deals with it. */
export default function IncidentsPage() {
  const { user } = useSession();
  const open = useOpenIncident();
  useCommands([open.command]);
  return (
    <FullPage>
      <PageHeader title="Incidents" actions={<CommandButton id={open.command.id} />} />
      <ListView
        label="Incidents"
        source={incidentSource}
        columns={COLUMNS}
        defaultSort="status,severity,-openedAt"
        views={viewsOf(user.name)}
        placeholder="Filter: severity:critical, owner, words"
        pathOf={(incident) => `/incidents/${incident.number}`}
        panel={(number) => <IncidentPanel number={number} />}
        panelLabel="Incident"
        nothing={(view) => <Nothing view={view} />}
        saved={(state) => <SavedSearches state={state} />}
        bulk={({ rows, clear }) => <BulkActions incidents={rows} onDone={clear} />}
      />
      {open.dialog}
    </FullPage>
  );
}

function viewsOf(user: string): readonly SavedView[] {
  return [
    { id: "open", label: "Open", q: "status:open,acknowledged,mitigated" },
    { id: "mine", label: "Mine", q: `status:open,acknowledged,mitigated owner:"${user}"` },
    { id: "resolved", label: "Resolved", q: "status:resolved" },
    { id: "all", label: "All", q: "" },
  ];
}

function Nothing({ view }: { readonly view: SavedView }) {
  if (view.id === "open") {
    return (
      <Empty kind="all-good" title="No open incident">
        An alert that fires opens one here by itself.
      </Empty>
    );
  }
  if (view.id === "mine") {
    return (
      <Empty kind="all-good" title="You have no open incident">
        Acknowledging one makes it yours.
      </Empty>
    );
  }
  return (
    <Empty kind="no-match" title={view.id === "all" ? "No incident so far" : "No incident was resolved yet"}>
      Incidents stay here as history.
    </Empty>
  );
}
