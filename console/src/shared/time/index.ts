export * from "./format";
export { useNow } from "./now";
export * from "./range";
export { Timestamp } from "./Timestamp";
export { browserZone, useTimeRange, useTimeWindow } from "./useTimeRange";
