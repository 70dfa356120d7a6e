export { alertsWords, IncidentBadge, IncidentLink, IncidentPill, statusWord } from "./looks";
export { NoteDialog } from "./NoteDialog";
export {
  incidentAlertsQuery,
  incidentQuery,
  incidentSource,
  incidentsQuery,
  incidentTimelineQuery,
  OPEN_INCIDENTS,
} from "./queries";
export { allows, type IncidentFeature, useIncidentStep } from "./step";
