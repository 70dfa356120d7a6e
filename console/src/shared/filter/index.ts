export type { ListField } from "./completion";
export { FilterBar } from "./FilterBar";
export { formatTerm, parseQuery } from "./query";
