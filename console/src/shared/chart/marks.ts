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

/** Two rows of labels are readable above a chart, a third would take the chart's place. */
const ROWS_MAX = 2;
/** Labels whose lines are nearer than this run into each other, however short they are (seen at 1,280 px). */
const LINE_PIXELS = 70;
/** A bold sign of 11 px is about this wide. */
const SIGN_PIXELS = 6.6;

/**
 * Places the labels: one that would run into another stands in the row below, and where both rows are taken it is merged
 * into the one before, with a count. The lines stay where the things happened.
 */
export function placeMarks(marks: readonly Mark[], xOf: (millis: number) => number, width: number): PlacedMark[] {
  const inside = marks
    .map((mark) => ({ mark, x: xOf(mark.at) }))
    .filter(({ x }) => x >= 0 && x <= width)
    .sort((a, b) => a.x - b.x);
  const placed: (PlacedMark & { lines: number[]; more: number })[] = [];
  for (const { mark, x } of inside) {
    const side = x + mark.label.length * SIGN_PIXELS > width && x > width / 2 ? "left" : "right";
    const box = boxOf(x, mark.label, side);
    const row = freeRow(placed, box);
    const last = placed.at(-1);
    if (row === undefined && last) {
      last.lines.push(x);
      last.more++;
    } else {
      placed.push({ lines: [x], label: mark.label, state: mark.state, x, row: row ?? 0, side, more: 0 });
    }
  }
  return placed.map(({ more, ...mark }) => (more === 0 ? mark : { ...mark, label: `${mark.label} +${more}` }));
}

/** How many rows of labels stand above the plot. */
export function rowsOf(placed: readonly PlacedMark[]): number {
  return placed.reduce((rows, mark) => Math.max(rows, mark.row + 1), 0);
}

type Box = readonly [left: number, right: number];

function boxOf(x: number, label: string, side: "right" | "left"): Box {
  const width = Math.max(LINE_PIXELS, label.length * SIGN_PIXELS + 8);
  return side === "right" ? [x, x + width] : [x - width, x];
}

/** The first row in which nothing stands where the box would. */
function freeRow(placed: readonly PlacedMark[], [left, right]: Box): number | undefined {
  for (let row = 0; row < ROWS_MAX; row++) {
    const taken = placed.some((other) => {
      const [otherLeft, otherRight] = boxOf(other.x, other.label, other.side);
      return other.row === row && left < otherRight && otherLeft < right;
    });
    if (!taken) {
      return row;
    }
  }
  return undefined;
}
