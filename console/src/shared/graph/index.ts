export type { Graph, GraphEdge, GraphNode } from "./graph";
export { LazyGraphMap } from "./LazyGraphMap";
