export {
  type Annotated,
  type Exemplar,
  type InstantAnswer,
  type InstantRow,
  type Labels,
  type MetricMetadata,
  seriesText,
} from "./answers";
export { type Fault, faultOf } from "./editor/fault";
export { reasonQuery } from "./emptiness";
export { LazyPromqlEditor } from "./LazyPromqlEditor";
export { MetricTabs } from "./MetricTabs";
export { seriesNames } from "./names";
export {
  exemplarsQuery,
  explainQuery,
  fetchFormatted,
  fetchRange,
  instantQuery,
  metadataQuery,
  metricNamesQuery,
  movedBack,
  type RangeAnswer,
  syntaxQuery,
  unitOf,
  whileSame,
} from "./queries";
