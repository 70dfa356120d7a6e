export { AlertChart } from "./AlertChart";
export { AlertMark, AlertPill, alertLook } from "./AlertMark";
export { AlertTable } from "./AlertTable";
export { lastCheck } from "./lastCheck";
export { alertHistoryQuery, alertQuery, alertSource, alertsQuery, OPEN_ALERTS, rulesQuery } from "./queries";
export { expressionOf, limitsOf, worstOfCounts } from "./thresholds";
