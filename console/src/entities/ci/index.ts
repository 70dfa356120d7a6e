export { AttributeValue, attributeText, isCode } from "./attributes";
export { ChangeList, Differences, KindIcon } from "./ChangeList";
export { CiLink } from "./CiLink";
export { groupChanges, isLoss, kindWords, marksOf } from "./changes";
export {
  branchesOf,
  branchesWith,
  type ClassBranch,
  ciClassQuery,
  ciModelQuery,
  ciModelVersionQuery,
  ciModelVersionsQuery,
  failureWords,
} from "./model";
export {
  ciChangesQuery,
  ciClassesQuery,
  ciDuplicatesQuery,
  ciHistoryQuery,
  ciQuery,
  ciRecordsQuery,
  ciRelationsQuery,
  ciSource,
  cisQuery,
  ciValuesQuery,
} from "./queries";
export { relationWords } from "./relations";
export { Telemetry, useChangeMarks } from "./Telemetry";
export { partOf, type TelemetryChart, telemetryOf } from "./telemetry";
