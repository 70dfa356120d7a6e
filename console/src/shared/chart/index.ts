export { csvOf, downloadCsv } from "./csv";
export type { Mark } from "./marks";
export { QueryChart } from "./QueryChart";
export type { Limit } from "./summary";
export { type InstantSample, useInstantQuery } from "./useInstantQuery";
export type { ChartQuery } from "./useRangeQueries";
export { useZoom, type Zoom } from "./useZoom";
