export { AlertChart } from "./AlertChart";
export { AlertMark, AlertPill, alertLook } from "./AlertMark";
export { AlertOn } from "./AlertOn";
export { AlertTable } from "./AlertTable";
export { lastCheck } from "./lastCheck";
export {
  type ActiveAlert,
  activeLook,
  type PrometheusRule,
  prometheusGroupsQuery,
  type RuleGroup,
  ruleLook,
} from "./prometheusRules";
export { alertHistoryQuery, alertQuery, alertSource, alertsQuery, OPEN_ALERTS, rulesQuery } from "./queries";
export { subjectOf } from "./subject";
export { expressionOf, limitsOf, worstOfCounts } from "./thresholds";
