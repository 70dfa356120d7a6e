export { AlertChart } from "./AlertChart";
export { AlertMark, AlertPill, alertLook } from "./AlertMark";
export { alertQuery, alertSource, alertsQuery, OPEN_ALERTS, rulesQuery } from "./queries";
export { expressionOf, limitsOf } from "./thresholds";
