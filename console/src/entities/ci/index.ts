export { AttributeValue, attributeText, isCode } from "./attributes";
export { ChangeList, Differences, KindIcon } from "./ChangeList";
export { CiLink } from "./CiLink";
export { groupChanges, isLoss, kindWords } from "./changes";
export {
  ciChangesQuery,
  ciClassesQuery,
  ciHistoryQuery,
  ciQuery,
  ciRelationsQuery,
  ciSource,
  cisQuery,
} from "./queries";
