import type uPlot from "uplot";
import { type ValueAxis, valueAxis } from "./axis";
import { type Dot, drawDots } from "./dots";
import { type Mark, type PlacedMark, placeMarks, rowsOf } from "./marks";
import { type ChartData, SERIES_MAX } from "./series";
import { drawAreas, type Stack, stackOf } from "./stacking";
import type { Limit } from "./summary";
import type { ChartTheme } from "./theme";

/** Everything a picture is drawn from; the same input gives the same options. */
export interface ChartInput {
  readonly data: ChartData;
  readonly unit?: string | undefined;
  /** Milliseconds since the epoch: what the page's time range asks for, even where there are no samples. */
  readonly from: number;
  readonly to: number;
  readonly limits: readonly Limit[];
  readonly marks: readonly Mark[];
  readonly dots?: readonly Dot[] | undefined;
  /** The lines stand on each other, with their areas filled. */
  readonly stacked?: boolean | undefined;
  /** What stands in the place of lines. */
  readonly ground?: Ground | undefined;
  readonly width: number;
  readonly height: number;
  readonly zone: string;
  readonly theme: ChartTheme;
}

/** A picture that is painted behind everything else, on a value axis of its own. */
export interface Ground {
  readonly axis: ValueAxis;
  readonly paint: (plot: uPlot) => void;
}

/** Where the cursor is: pixels from the corner of the picture, and the value at that height. */
export interface CursorPlace {
  readonly left: number;
  readonly top: number;
  readonly value: number;
}

export interface ChartEvents {
  readonly onZoom: (from: number, to: number) => void;
  readonly onCursor: (index: number | null, place: CursorPlace) => void;
}

/** Quoted, because a canvas falls back to a serif font for an unquoted name with a space. */
const FONT = '11px "Inter Variable", sans-serif';
const LABEL_FONT = '600 11px "Inter Variable", sans-serif';
const ROW_PIXELS = 14;
const FAINT = 0.35;
/** All charts of a page move their cursor together. */
const SYNC_KEY = "page";

/** What follows from an input: worked out once, read at each drawing. */
export interface Picture {
  readonly input: ChartInput;
  readonly axis: ValueAxis;
  /** Room above the plot for the labels of the marks. */
  readonly top: number;
  /** Where the lines are drawn: of stacked ones, above each other. */
  readonly drawn: ChartData;
  readonly stack: Stack | undefined;
}

export function pictureOf(input: ChartInput): Picture {
  const stack = input.stacked ? stackOf(input.data) : undefined;
  const drawn = stack?.edges ?? input.data;
  const ticks = input.height < 130 ? 3 : 4;
  const axis = input.ground?.axis ?? valueAxis(allValues(drawn, input.limits), input.unit, ticks);
  return { input, axis, top: topPadding(input), drawn, stack };
}

/**
 * uPlot takes its options once. What changes while a live chart stands there (window, ticks, limits, marks) is therefore
 * read through `current` at each drawing; only colours, series and zone need a new chart.
 */
export function chartOptions(current: () => Picture, events: ChartEvents): uPlot.Options {
  const { data, theme, width, height } = current().input;
  return {
    width,
    height,
    // To the right, half a label of the time axis: one may stand at the very edge.
    padding: [() => current().top, 18, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: SYNC_KEY, setSeries: false, scales: ["x", null] },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      y: false,
    },
    scales: {
      x: { time: true, range: () => [current().input.from / 1000, current().input.to / 1000] },
      y: { range: () => [current().axis.min, current().axis.max] },
    },
    axes: axesOf(current, theme),
    series: [
      {},
      ...data.series.map((series, index) => lineOf(series.label, colorOf(index, theme))),
      ...befores(data).map(({ label, index }) => beforeLineOf(label, colorOf(index, theme))),
    ],
    hooks: {
      drawAxes: [(plot) => drawGround(plot, current())],
      draw: [
        (plot) => drawLimits(plot, current().input),
        (plot) => drawMarks(plot, current()),
        (plot) => drawDots(plot, current().input.dots ?? [], theme.axis, theme.ground),
      ],
      setCursor: [(plot) => events.onCursor(plot.cursor.idx ?? null, placeOf(plot))],
      setSelect: [(plot) => zoomToSelection(plot, events)],
    },
  };
}

function drawGround(plot: uPlot, { input, stack }: Picture): void {
  if (stack) drawAreas(plot, stack, (index) => colorOf(index, input.theme));
  input.ground?.paint(plot);
}

function placeOf(plot: uPlot): CursorPlace {
  const { left = 0, top = 0 } = plot.cursor;
  const { bbox } = plot;
  return {
    left: left + bbox.left / devicePixelRatio,
    top: top + bbox.top / devicePixelRatio,
    value: plot.posToVal(top, "y"),
  };
}

function axesOf(current: () => Picture, theme: ChartTheme): uPlot.Axis[] {
  const common = { stroke: theme.axis, font: FONT, grid: { stroke: theme.grid, width: 1 }, ticks: { show: false } };
  return [
    {
      ...common,
      size: 18,
      gap: 4,
      space: 70,
      values: (_, splits) => splits.map((seconds) => tickLabel(seconds, current().input)),
    },
    {
      ...common,
      gap: 6,
      size: (_, values) => Math.max(1, ...(values ?? []).map((text) => text.length)) * 6.6 + 12,
      splits: () => [...current().axis.ticks],
      values: (_, splits) => splits.map((value) => current().axis.format(value)),
    },
  ];
}

export function colorOf(index: number, theme: ChartTheme): string {
  return index < SERIES_MAX ? (theme.series[index] as string) : theme.other;
}

export function alignedOf(data: ChartData): uPlot.AlignedData {
  return [
    [...data.times],
    ...data.series.map((series) => [...series.values]),
    ...befores(data).map(({ values }) => [...values]),
  ] as uPlot.AlignedData;
}

/** The lines of the period before, after all lines of now, so that a line's place tells its series. */
function befores(data: ChartData) {
  return data.series.flatMap(({ label, before }, index) =>
    before === undefined ? [] : [{ label: `${label}, before`, values: before, index }],
  );
}

function lineOf(label: string, stroke: string): uPlot.Series {
  return {
    label,
    stroke,
    width: 1.5,
    spanGaps: false,
    // A sample between two gaps has no line: a dot shows that it exists.
    points: {
      show: false,
      filter: (plot, seriesIndex) => lonelyPoints(plot.data[seriesIndex] ?? []),
      size: 4,
      fill: stroke,
    },
  };
}

function beforeLineOf(label: string, stroke: string): uPlot.Series {
  return { ...lineOf(label, stroke), dash: [5, 4], alpha: 0.65 };
}

/** The samples whose neighbours on both sides are gaps. */
export function lonelyPoints(values: ArrayLike<number | null | undefined>): number[] {
  const lonely: number[] = [];
  for (let index = 0; index < values.length; index++) {
    const alone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
    if ((values[index] ?? null) !== null && alone) {
      lonely.push(index);
    }
  }
  return lonely;
}

function* allValues(data: ChartData, limits: readonly Limit[]): Iterable<number> {
  for (const series of data.series) {
    for (const value of [...series.values, ...(series.before ?? [])]) {
      if (value !== null) {
        yield value;
      }
    }
  }
  for (const limit of limits) {
    yield limit.value;
  }
}

function topPadding(input: ChartInput): number {
  const span = Math.max(1, input.to - input.from);
  const rows = rowsOf(
    placeMarks(input.marks, (at) => ((at - input.from) / span) * (input.width - 60), input.width - 60),
  );
  return rows === 0 ? 8 : rows * ROW_PIXELS + 4;
}

function tickLabel(seconds: number, input: ChartInput): string {
  const long = input.to - input.from > 36 * 3_600_000;
  const short = input.to - input.from < 6 * 60_000;
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: input.zone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    ...(short ? { second: "2-digit" } : {}),
    ...(long ? { day: "numeric", month: "short" } : {}),
  }).format(seconds * 1000);
}

/** Nearer than this the words of two limits would run into each other; the worse one keeps its words. */
const LIMIT_WORDS_PIXELS = 13;

function drawLimits(plot: uPlot, { limits, theme }: ChartInput): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const labelled: number[] = [];
  ctx.save();
  ctx.font = scaled(LABEL_FONT, ratio);
  ctx.textAlign = "left";
  for (const limit of limits) {
    const color = theme.state(limit.state);
    const y = Math.round(plot.valToPos(limit.value, "y", true));
    ctx.strokeStyle = color;
    ctx.lineWidth = ratio;
    ctx.setLineDash([4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const below = y - bbox.top < bbox.height / 2;
    const at = y + (below ? 4 : -3) * ratio;
    if (labelled.every((other) => Math.abs(other - at) >= LIMIT_WORDS_PIXELS * ratio)) {
      labelled.push(at);
      ctx.textBaseline = below ? "top" : "bottom";
      label(ctx, theme, limit.words, bbox.left + 4 * ratio, at, color, ratio);
    }
  }
  ctx.restore();
}

function drawMarks(plot: uPlot, { input, top }: Picture): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const placed = placeMarks(
    input.marks,
    (at) => (plot.valToPos(at / 1000, "x", true) - bbox.left) / ratio,
    bbox.width / ratio,
  );
  ctx.save();
  ctx.font = scaled(LABEL_FONT, ratio);
  ctx.textBaseline = "top";
  for (const mark of placed) {
    const color = input.theme.state(mark.state);
    const labelTop = bbox.top - (top - 2 - mark.row * ROW_PIXELS) * ratio;
    drawLines(ctx, mark, color, labelTop, bbox, ratio);
    ctx.textAlign = mark.side === "right" ? "left" : "right";
    const x = bbox.left + (mark.x + (mark.side === "right" ? 4 : -4)) * ratio;
    label(ctx, input.theme, mark.label, x, labelTop, color, ratio);
  }
  ctx.restore();
}

function drawLines(
  ctx: CanvasRenderingContext2D,
  mark: PlacedMark,
  color: string,
  labelTop: number,
  bbox: uPlot.BBox,
  ratio: number,
): void {
  ctx.strokeStyle = color;
  ctx.setLineDash([]);
  for (const [index, line] of mark.lines.entries()) {
    // Those without words of their own stand back, so that the curve behind many of them can be seen.
    ctx.lineWidth = (index === 0 ? 1.5 : 1) * ratio;
    ctx.globalAlpha = index === 0 ? 1 : FAINT;
    const x = Math.round(bbox.left + line * ratio);
    ctx.beginPath();
    ctx.moveTo(x, labelTop);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** Text with a halo of the ground, so that it stays readable where it crosses a line. */
function label(
  ctx: CanvasRenderingContext2D,
  theme: ChartTheme,
  text: string,
  x: number,
  y: number,
  color: string,
  ratio: number,
): void {
  ctx.setLineDash([]);
  ctx.lineJoin = "round";
  ctx.lineWidth = 3 * ratio;
  ctx.strokeStyle = theme.ground;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = color;
  ctx.fillText(text, x, y);
}

function zoomToSelection(plot: uPlot, events: ChartEvents): void {
  const { left, width } = plot.select;
  if (width < 4) {
    return;
  }
  const from = Math.round(plot.posToVal(left, "x") * 1000);
  const to = Math.round(plot.posToVal(left + width, "x") * 1000);
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  events.onZoom(from, to);
}

function scaled(font: string, ratio: number): string {
  return font.replace(/(\d+)px/, (_, pixels: string) => `${Number(pixels) * ratio}px`);
}
