import type { StateName } from "../ui";

/** Something that happened, drawn as a vertical line with a label. */
export interface Mark {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly label: string;
  readonly state: StateName;
}

export interface PlacedMark {
  /** Where each line of the mark stands, in pixels from the left edge of the plot. */
  readonly lines: readonly number[];
  readonly label: string;
  readonly state: StateName;
  /** The label's place: its line, the row below the top, and the side of the line it stands on. */
  readonly x: number;
  readonly row: number;
  readonly side: "right" | "left";
}

/** Labels nearer than this would run into each other (seen at 1,280 px). */
const LABEL_PIXELS = 70;

/**
 * Places the labels: two that are too near are stacked, more are merged into the first with a count. The lines stay
 * where the things happened.
 */
export function placeMarks(marks: readonly Mark[], xOf: (millis: number) => number, width: number): PlacedMark[] {
  const inside = marks
    .map((mark) => ({ mark, x: xOf(mark.at) }))
    .filter(({ x }) => x >= 0 && x <= width)
    .sort((a, b) => a.x - b.x);
  const placed: PlacedMark[] = [];
  for (let from = 0; from < inside.length; ) {
    const first = inside[from] as (typeof inside)[number];
    let to = from + 1;
    while (to < inside.length && (inside[to] as (typeof inside)[number]).x - first.x < LABEL_PIXELS) {
      to++;
    }
    placed.push(...placeGroup(inside.slice(from, to), width));
    from = to;
  }
  return placed;
}

/** How many rows of labels stand above the plot. */
export function rowsOf(placed: readonly PlacedMark[]): number {
  return placed.reduce((rows, mark) => Math.max(rows, mark.row + 1), 0);
}

function placeGroup(group: readonly { mark: Mark; x: number }[], width: number): PlacedMark[] {
  const sideOf = (x: number) => (x > width - LABEL_PIXELS ? "left" : "right");
  if (group.length <= 2) {
    return group.map(({ mark, x }, row) => ({
      lines: [x],
      label: mark.label,
      state: mark.state,
      x,
      row,
      side: sideOf(x),
    }));
  }
  const [first, ...others] = group as [{ mark: Mark; x: number }, ...{ mark: Mark; x: number }[]];
  return [
    {
      lines: group.map(({ x }) => x),
      label: `${first.mark.label} +${others.length}`,
      state: first.mark.state,
      x: first.x,
      row: 0,
      side: sideOf(first.x),
    },
  ];
}
