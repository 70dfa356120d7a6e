import { SHAPE_DASHES, SHAPE_STROKE, STATE_SHAPES, type StateName } from "../ui";
import { CARD, type GraphNode, type Layout } from "./graph";
import type { GraphTheme } from "./theme";

/** What the map shows of the plane: a point of it stands at `x * zoom + pan.x`. */
export interface Viewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

/** A canvas that is as sharp as the screen, cleared and set to the coordinates of the plane. */
export function prepared(canvas: HTMLCanvasElement, { zoom, pan }: Viewport): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth, clientHeight } = canvas;
  if (canvas.width !== Math.round(clientWidth * ratio) || canvas.height !== Math.round(clientHeight * ratio)) {
    canvas.width = Math.round(clientWidth * ratio);
    canvas.height = Math.round(clientHeight * ratio);
  }
  const context = canvas.getContext("2d");
  context?.setTransform(1, 0, 0, 1, 0, 0);
  context?.clearRect(0, 0, canvas.width, canvas.height);
  context?.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * pan.x, ratio * pan.y);
  return context;
}

const COLUMN_PAD = 18;
const TITLE_HEIGHT = 12;

/** The columns below the cards, each with its title. */
export function paintColumns(
  context: CanvasRenderingContext2D,
  layout: Layout,
  titles: readonly string[],
  theme: GraphTheme,
): void {
  for (let column = 0; column < layout.columns; column++) {
    const members = layout.placements.filter((place) => place.column === column);
    const [first, last] = [members[0], members.at(-1)];
    if (!first || !last) {
      continue;
    }
    const left = first.x - CARD.width / 2 - COLUMN_PAD;
    const top = first.y - CARD.height / 2 - COLUMN_PAD;
    context.beginPath();
    context.roundRect(left, top, CARD.width + 2 * COLUMN_PAD, last.y - first.y + CARD.height + 2 * COLUMN_PAD, 8);
    context.fillStyle = theme.sunken;
    context.fill();
    context.strokeStyle = theme.border;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = theme.muted;
    context.font = `600 11.5px ${theme.font}`;
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    context.fillText(fitting(context, titles[column] ?? "", CARD.width + COLUMN_PAD), first.x, top - TITLE_HEIGHT / 2);
  }
}

interface CardLook {
  readonly selected: boolean;
  /** Out of the filter: still there, but quiet. */
  readonly faded: boolean;
}

const INNER = 12;
const MARK = 14;
const CHANGE = 17;

/** One card: its ground by state, the state's shape, the name, and why. */
export function paintCard(
  context: CanvasRenderingContext2D,
  node: GraphNode,
  { x, y }: { readonly x: number; readonly y: number },
  { selected, faded }: CardLook,
  theme: GraphTheme,
): void {
  const left = x - CARD.width / 2;
  const top = y - CARD.height / 2;
  const calm = node.state === "ok" || node.state === "info" || node.state === "unknown";
  const colours = theme.state[node.state];
  context.save();
  context.globalAlpha = faded ? 0.3 : 1;
  context.beginPath();
  context.roundRect(left, top, CARD.width, CARD.height, 7);
  context.fillStyle = calm ? theme.surface : colours.soft;
  context.fill();
  context.strokeStyle = selected ? theme.accent : calm ? theme.border : colours.fill;
  context.lineWidth = selected ? 2.5 : calm ? 1 : 1.5;
  context.stroke();
  paintMark(context, node.state, left + INNER - 2, top + 9, theme);
  const textLeft = left + INNER + MARK + 5;
  const width = CARD.width - INNER - MARK - 11 - (node.changed ? CHANGE + 4 : 0);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillStyle = theme.text;
  context.font = `600 13px ${theme.font}`;
  context.fillText(fitting(context, node.label, width), textLeft, top + 20.5);
  context.fillStyle = theme.muted;
  context.font = `400 11.5px ${theme.font}`;
  context.fillText(fitting(context, node.about, CARD.width - INNER - MARK - 11), textLeft, top + 38);
  if (node.changed) {
    paintChange(context, left + CARD.width - CHANGE - 6, top + 6, theme);
  }
  context.restore();
}

function paintMark(
  context: CanvasRenderingContext2D,
  state: StateName,
  x: number,
  y: number,
  { state: colours }: GraphTheme,
): void {
  const { body, glyph, drawn } = STATE_SHAPES[state];
  context.save();
  context.translate(x, y);
  context.scale(MARK / 16, MARK / 16);
  const shape = new Path2D(body);
  context.lineWidth = SHAPE_STROKE;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.fillStyle = colours[state].fill;
  context.strokeStyle = colours[state].fill;
  if (drawn === "dashed") {
    context.setLineDash([...SHAPE_DASHES]);
    context.stroke(shape);
    context.setLineDash([]);
  } else {
    context.fill(shape);
  }
  if (drawn === "rounded") {
    context.lineWidth = 1;
    context.stroke(shape);
    context.lineWidth = SHAPE_STROKE;
  }
  if (glyph !== undefined) {
    context.strokeStyle = colours[state].on;
    context.stroke(new Path2D(glyph));
  }
  context.restore();
}

/** The sign of a change: a triangle on the colour of maintenance, as in the time strip. */
function paintChange(context: CanvasRenderingContext2D, x: number, y: number, { state }: GraphTheme): void {
  context.beginPath();
  context.roundRect(x, y, CHANGE, CHANGE, 4);
  context.fillStyle = state.maintenance.fill;
  context.fill();
  context.strokeStyle = state.maintenance.on;
  context.lineWidth = 1.5;
  context.lineJoin = "round";
  context.stroke(new Path2D(`M${x + CHANGE / 2} ${y + 4.5}l4 7.5h-8Z`));
}

/** The text, or as much of its beginning as fits. */
function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) {
    return text;
  }
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
