import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { formatClock } from "../time";
import { valueAxis } from "./axis";
import { ChartFigure } from "./ChartFigure";
import { ChartMenu } from "./ChartMenu";
import { ChartTable } from "./ChartTable";
import type { Dot } from "./dots";
import { Legend } from "./Legend";
import type { Mark } from "./marks";
import { Plot } from "./Plot";
import { type ChartData, type Folding, foldOthers } from "./series";
import { type Stacking, sharesOf, stackOf } from "./stacking";
import { type Limit, summarise } from "./summary";
import { readTheme, useColorSchemeName } from "./theme";
import { useWidth } from "./useWidth";
import type { Zoom } from "./useZoom";

export interface ChartProps {
  readonly title: string;
  readonly unit?: string | undefined;
  readonly data: ChartData;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly zoom: Zoom;
  readonly folding?: Folding;
  /** Lines that stand on each other; `percent` shows shares in the place of the values. */
  readonly stacking?: Stacking | undefined;
  readonly limits?: readonly Limit[];
  readonly marks?: readonly Mark[];
  readonly dots?: readonly Dot[] | undefined;
  readonly height?: number;
  /** The search part of the address that shows the same in the explorer. */
  readonly explore?: Record<string, string> | undefined;
  /** Shown in place of the plot: loading, an error, no data. */
  readonly instead?: ReactNode;
  /** Said beside the title, quietly. */
  readonly note?: string;
  /** The last refresh failed: what is shown is old. */
  readonly stale?: boolean;
}

/** More entries than this do not fit beside the title; they stand under the plot. */
const INLINE_LEGEND_MAX = 4;
const NO_LIMITS: readonly Limit[] = [];
const NO_MARKS: readonly Mark[] = [];

/** A time series chart as every page shows it: title with unit, legend with last values, plot, and a menu without drag. */
export function Chart(props: ChartProps) {
  const { title, from, to, zone, zoom, stacking, marks = NO_MARKS, dots, height = 150 } = props;
  // A share has no limit that was meant for the values.
  const [unit, limits] = stacking === "percent" ? ["1", NO_LIMITS] : [props.unit, props.limits ?? NO_LIMITS];
  const figure = useRef<HTMLElement>(null);
  const [width, holder] = useWidth();
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const scheme = useColorSchemeName();
  const data = useMemo(
    () => prepared(props.data, props.folding ?? "sum", stacking),
    [props.data, props.folding, stacking],
  );
  const stacked = stacking !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the tokens are
  const theme = useMemo(readTheme, [scheme]);
  const input = useMemo(
    () => ({ data, unit, from, to, limits, marks, dots, stacked, width, height, zone, theme }),
    [data, unit, from, to, limits, marks, dots, stacked, width, height, zone, theme],
  );
  const axis = useMemo(() => axisOf(stacked ? stackOf(data).edges : data, limits, unit), [data, limits, unit, stacked]);
  const onZoom = useCallback(
    (start: number, end: number) => {
      zoom.into(start, end);
      figure.current?.focus();
    },
    [zoom],
  );

  return (
    <ChartFigure
      figure={figure}
      title={title}
      unit={axis.unit}
      note={props.note}
      stale={props.stale}
      zoom={zoom}
      legend={<Legend data={data} factor={axis.factor} theme={theme} at={cursor} zone={zone} />}
      inline={data.series.length <= INLINE_LEGEND_MAX}
      menu={
        <ChartMenu
          {...{ title, unit, data, zone, zoom, asTable }}
          explore={props.explore}
          onTable={() => setAsTable(!asTable)}
        />
      }
    >
      <div ref={holder} style={{ minHeight: height }}>
        {props.instead ??
          (asTable ? (
            <ChartTable title={title} unit={unit} data={data} zone={zone} height={height} />
          ) : (
            width > 0 && (
              <div role="img" aria-label={summarise(title, unit, data, limits, (at) => formatClock(at * 1000, zone))}>
                <Plot input={input} events={{ onZoom, onCursor: (at) => setCursor(at) }} />
              </div>
            )
          ))}
      </div>
    </ChartFigure>
  );
}

/** What is drawn of the data: a stack must have all series in it, so the rest of them is summed. */
function prepared(data: ChartData, folding: Folding, stacking: Stacking | undefined): ChartData {
  const folded = foldOthers(data, stacking === undefined ? folding : "sum");
  return stacking === "percent" ? sharesOf(folded) : folded;
}

/** The unit and scale that axis, legend and title share. */
function axisOf(data: ChartData, limits: readonly Limit[], unit: string | undefined): { unit: string; factor: number } {
  const known = data.series.flatMap(({ values, before = [] }) =>
    [...values, ...before].filter((value) => value !== null),
  );
  const values = [...known, ...limits.map((limit) => limit.value)];
  // Whether it will be B, KiB or GiB is not known before there are data.
  return values.length === 0 ? { unit: "", factor: 1 } : valueAxis(values, unit, 4);
}
