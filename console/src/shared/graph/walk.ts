import type { GraphEdge, Layout } from "./graph";

export type Step = "left" | "right" | "up" | "down";

/**
 * The card that an arrow key leads to: left and right walk the edges, up and down the column. Undefined when the walk
 * ends there; without a card to start from, the first one.
 */
export function walkTo(layout: Layout, edges: readonly GraphEdge[], from: string | undefined, step: Step) {
  const here = layout.placements.find(({ id }) => id === from);
  if (!here) {
    return layout.placements[0]?.id;
  }
  const near = (ids: readonly string[]) =>
    layout.placements
      .filter(({ id }) => ids.includes(id))
      .sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y) || a.y - b.y)[0]?.id;
  switch (step) {
    case "left":
      return near(edges.filter(({ to }) => to === from).map((edge) => edge.from));
    case "right":
      return near(edges.filter((edge) => edge.from === from).map(({ to }) => to));
    default: {
      const column = layout.placements.filter((place) => place.column === here.column).sort((a, b) => a.y - b.y);
      const index = column.findIndex(({ id }) => id === from);
      return column[index + (step === "up" ? -1 : 1)]?.id;
    }
  }
}
