export { channelsQuery, deliveriesQuery } from "./queries";
export { MIN_SEVERITIES, type MinSeverity, minSeverityLabel } from "./severity";
