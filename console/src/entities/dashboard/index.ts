export { fromGrafana, type Imported, isGrafana } from "./grafana";
export { dashboardQuery, dashboardsQuery } from "./queries";
export { type PlacedPanel, placed } from "./repeat";
export { useCreateDashboard, useReplaceDashboard } from "./useSaveDashboard";
export { useVariables, type VariableState, type Variables } from "./useVariables";
export { ALL, addressOf, type Chosen, interpolate, inWords } from "./variables";
