export { FilterBar, type FilterFault } from "./FilterBar";
export { formatQuery, formatTerm, parseQuery } from "./query";
export { useVocabulary } from "./useVocabulary";
