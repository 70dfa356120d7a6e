import { AlertOn, AlertPill, alertLook, alertSource, subjectOf } from "../../entities/alert";
import { IncidentLink } from "../../entities/incident";
import { SavedSearches } from "../../features/keep-search/SavedSearches";
import type { Alert } from "../../shared/api";
import { formatValue, NO_VALUE } from "../../shared/format/units";
import { ListView, type SavedView, type TableColumn } from "../../shared/table";
import { Timestamp } from "../../shared/time";
import { AlertPanel } from "./AlertPanel";
import { AllQuiet } from "./AllQuiet";

const VIEWS: readonly SavedView[] = [
  { id: "open", label: "Open", q: "state:firing,unknown" },
  { id: "pending", label: "Pending", q: "state:pending" },
  { id: "resolved", label: "Resolved", q: "state:resolved" },
  { id: "all", label: "All", q: "" },
];

const COLUMNS: readonly TableColumn<Alert>[] = [
  {
    id: "state",
    header: "State",
    width: "118px",
    sort: "state",
    cell: (alert) => <AlertPill alert={alert} />,
    text: (alert) => alertLook(alert).word,
  },
  {
    id: "title",
    header: "Alert",
    sort: "title",
    cell: (alert) => (
      <strong className="strong" title={alert.title}>
        {alert.title}
      </strong>
    ),
    text: (alert) => alert.title,
  },
  {
    id: "on",
    header: "On",
    width: "17%",
    sort: "ciName",
    hideBelow: "medium",
    cell: (alert) => <AlertOn alert={alert} />,
    text: (alert) => alert.ciName ?? subjectOf(alert) ?? "",
  },
  {
    id: "reason",
    header: "Reason",
    width: "22%",
    hideBelow: "wide",
    cell: (alert) => <span title={alert.reason}>{alert.reason}</span>,
    text: (alert) => alert.reason,
  },
  {
    id: "value",
    header: "Value",
    width: "84px",
    numeric: true,
    hideBelow: "medium",
    cell: (alert) => alert.valueText ?? formatValue(alert.value),
    text: (alert) => String(alert.value ?? ""),
  },
  {
    id: "incident",
    header: "Incident",
    width: "88px",
    sort: "incident",
    hideBelow: "wide",
    cell: (alert) => (alert.incidentNumber ? <IncidentLink number={alert.incidentNumber} /> : NO_VALUE),
    text: (alert) => alert.incidentNumber ?? "",
  },
  {
    id: "rule",
    header: "Rule",
    width: "150px",
    sort: "rule",
    optional: true,
    cell: (alert) => <span className="mono">{alert.ruleId}</span>,
    text: (alert) => alert.ruleId,
  },
  {
    id: "since",
    header: "Since",
    width: "116px",
    hideBelow: "narrow",
    numeric: true,
    sort: "startedAt",
    descendingFirst: true,
    cell: (alert) => <Timestamp at={alert.startedAt} show="time" />,
    text: (alert) => alert.startedAt,
  },
];

/** The alerts as a live list. */
export function Inbox() {
  return (
    <ListView
      label="Alerts"
      source={alertSource}
      columns={COLUMNS}
      defaultSort="state,severity,-startedAt"
      views={VIEWS}
      placeholder="Filter: severity:critical, ciClass:file_system, words"
      pathOf={pathOf}
      panel={(id) => <AlertPanel id={id} />}
      panelLabel="Alert"
      nothing={(view) => <AllQuiet view={view} />}
      saved={(state) => <SavedSearches state={state} />}
    />
  );
}

/** An alert's own page is the incident that it belongs to, or the item that it is about. */
function pathOf(alert: Alert): string {
  if (alert.incidentNumber) {
    return `/incidents/${alert.incidentNumber}`;
  }
  return alert.ciId ? `/ci/${alert.ciId}` : `/alerts?view=all&sel=${alert.id}`;
}
