import { Graph as DagreGraph, layout } from "@dagrejs/dagre";
import { CARD, type GraphEdge, type Layout, type Placement } from "./graph";

/** What a layout is made of; ids and ends alone, so that the same map keeps its places when states change. */
export interface LayoutRequest {
  readonly ids: readonly string[];
  readonly edges: readonly Pick<GraphEdge, "from" | "to">[];
}

/**
 * Columns by dependency, left to right: dagre finds the column of each card and the order within it, so that few lines
 * cross; the cards then stand close below each other, as people read lists. Cycles do no harm. Deterministic.
 */
export function layOut({ ids, edges }: LayoutRequest): Layout {
  const known = new Set(ids);
  const graph = new DagreGraph();
  graph.setGraph({ rankdir: "LR", ranker: "network-simplex", nodesep: CARD.rowGap, ranksep: CARD.columnGap });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) {
    graph.setNode(id, { width: CARD.width, height: CARD.height });
  }
  for (const { from, to } of edges) {
    if (from !== to && known.has(from) && known.has(to)) {
      graph.setEdge(from, to);
    }
  }
  layout(graph);
  return inColumns(ids.map((id) => ({ id, ...(graph.node(id) as { x: number; y: number }) })));
}

/** Cards of one width and one column have the same x; that is how the columns are told. */
function inColumns(points: readonly { id: string; x: number; y: number }[]): Layout {
  const columns = new Map<number, { id: string; y: number }[]>();
  for (const { id, x, y } of points) {
    const key = Math.round(x);
    columns.set(key, [...(columns.get(key) ?? []), { id, y }]);
  }
  const placements = [...columns]
    .sort(([a], [b]) => a - b)
    .flatMap(([, members], column): Placement[] =>
      members
        .sort((a, b) => a.y - b.y || a.id.localeCompare(b.id))
        .map(({ id }, row) => ({
          id,
          column,
          x: column * (CARD.width + CARD.columnGap),
          y: row * (CARD.height + CARD.rowGap),
        })),
    );
  return { placements, columns: columns.size };
}
