export { AttributeValue, attributeText, isCode } from "./attributes";
export { ChangeList, Differences, KindIcon } from "./ChangeList";
export { CiLink } from "./CiLink";
export { CiPicker } from "./CiPicker";
export { groupChanges, isLoss, kindWords, marksOf } from "./changes";
export { CiLinks, DuplicatesTable, otherOf } from "./DuplicatesTable";
export { InventoryTabs } from "./InventoryTabs";
export {
  counted,
  dependenciesQuery,
  EFFECTS,
  impactQuery,
  servicesWords,
  singlePointsQuery,
  treeQuery,
} from "./impact";
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
export { asOfQuery, asOfSearch, ciClassesAtQuery, ciSourceAt, type EstateTime, estateTimeOf } from "./past";
export {
  ciAttachmentsQuery,
  ciAttestationsQuery,
  ciChangesQuery,
  ciClassesQuery,
  ciDuplicatesQuery,
  ciEvidenceQuery,
  ciHistoryQuery,
  ciQuery,
  ciRecordsQuery,
  ciRelationsQuery,
  cisQuery,
  ciValuesQuery,
  estateDifferenceQuery,
  pastCiQuery,
  pastRelationsQuery,
  qualityQuery,
} from "./queries";
export { relationWords } from "./relations";
export { Telemetry, useChangeMarks } from "./Telemetry";
export { TimeFields } from "./TimeFields";
export { partOf, type TelemetryChart, telemetryOf } from "./telemetry";
export { type Enterable, NAME, ValueField } from "./ValueField";
export { fieldText, PERSON, precedenceOf, prospects, typedValue } from "./values";
