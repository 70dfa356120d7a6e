export { fromGrafana, type Imported, isGrafana, isGrafanaOfElements } from "./grafana";
export { hostDashboardOf, hostDashboardQuery } from "./hostDashboard";
export { dashboardQuery, dashboardsQuery, dashboardVersionQuery, dashboardVersionsQuery } from "./queries";
export { type PlacedPanel, placed } from "./repeat";
export { useCreateDashboard, useReplaceDashboard, useRestoreDashboard } from "./useSaveDashboard";
export { useVariables, type VariableState, type Variables } from "./useVariables";
export { ALL, addressOf, type Chosen, interpolate, inWords } from "./variables";
