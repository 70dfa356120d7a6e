export { withBuiltIns } from "./builtIns";
export type { ChartProps } from "./Chart";
export { csvOf, downloadCsv } from "./csv";
export type { Dot } from "./dots";
export { EXPLORED_MAX, EXPLORER, exploreSearch, queryParameter } from "./explore";
export { LazyChart } from "./LazyChart";
export { LazyHeatMap } from "./LazyHeatMap";
export { labelOf as seriesLabel } from "./labels";
export type { Mark } from "./marks";
export { pointsUsed } from "./points";
export { QueryChart } from "./QueryChart";
export {
  type ChartData,
  type ChartSeries,
  isEmpty,
  type MatrixSeries,
  nothingWords,
  onGrid,
  SERIES_MAX,
} from "./series";
export { type Grid, gridOf, parametersOf } from "./step";
export type { Limit } from "./summary";
export { type InstantSample, useInstantQuery } from "./useInstantQuery";
export { type ChartQuery, useRangeQueries } from "./useRangeQueries";
export { useWidth } from "./useWidth";
export { useZoom, type Zoom } from "./useZoom";
