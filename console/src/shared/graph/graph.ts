import type { StateName } from "../ui";

/** One card of a map. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** The second line: why it is as it is, or what it is. */
  readonly about: string;
  readonly state: StateName;
  /** Something about it changed in the range that is shown. */
  readonly changed?: boolean;
  /** Stands for several that are folded; such a card is no item. */
  readonly folds?: number;
}

/** `from` needs `to`: maps are read from left to right by dependency. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Failure comes along it: drawn thicker and dashed. */
  readonly failing?: boolean;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Where the middle of each card stands, and the column that it is in. */
export interface Placement {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly column: number;
}

export interface Layout {
  readonly placements: readonly Placement[];
  readonly columns: number;
}

export const CARD = { width: 164, height: 50, columnGap: 66, rowGap: 36 } as const;
