import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import type uPlot from "uplot";
import { formatNumber, formatValue } from "../format/units";
import { formatClock, formatClockSeconds } from "../time";
import { ChartFigure } from "./ChartFigure";
import { ChartMenu } from "./ChartMenu";
import { ChartTable } from "./ChartTable";
import styles from "./HeatMap.module.css";
import { type HeatMap, summariseHeat, wordsOf } from "./heatMap";
import { opacityOf, paintCells, rowAxis } from "./heatPaint";
import type { Mark } from "./marks";
import type { CursorPlace } from "./options";
import { Plot } from "./Plot";
import type { ChartData } from "./series";
import { readTheme, useColorSchemeName } from "./theme";
import { useWidth } from "./useWidth";
import type { Zoom } from "./useZoom";

export interface HeatMapChartProps {
  readonly title: string;
  /** Of the buckets' bounds. */
  readonly unit: string | undefined;
  readonly map: HeatMap;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly zoom: Zoom;
  readonly marks: readonly Mark[];
  readonly height: number;
  readonly explore: Record<string, string> | undefined;
  readonly instead?: ReactNode;
  readonly stale: boolean;
}

interface Cursor {
  readonly at: number;
  readonly place: CursorPlace;
}

/** Buckets over time: a column for each step, a row for each bucket, the stronger the more fell into it. */
export function HeatMapChart(props: HeatMapChartProps) {
  const { title, unit, map, from, to, zone, zoom, marks, height } = props;
  const figure = useRef<HTMLElement>(null);
  const [width, holder] = useWidth();
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<Cursor>();
  // The cursors of all charts move together; the words are for the chart that is pointed at.
  const [pointed, setPointed] = useState(false);
  const scheme = useColorSchemeName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the tokens are
  const theme = useMemo(readTheme, [scheme]);
  const format = useCallback((bound: number) => formatValue(bound, unit), [unit]);
  const table = useMemo(() => tableOf(map, format), [map, format]);
  const color = theme.series[0] ?? theme.axis;
  const input = useMemo(
    () => ({
      // uPlot has no value axis without a line: one without values draws nothing.
      data: { times: map.times, series: [{ label: title, values: map.times.map(() => null) }] },
      ground: { axis: rowAxis(map, format), paint: (plot: uPlot) => paintCells(plot, map, color) },
      limits: [],
      ...{ from, to, marks, width, height, zone, theme },
    }),
    [title, map, format, color, from, to, marks, width, height, zone, theme],
  );
  const onZoom = useCallback(
    (start: number, end: number) => {
      zoom.into(start, end);
      figure.current?.focus();
    },
    [zoom],
  );
  const clock = (at: number) => formatClock(at * 1000, zone);
  return (
    <ChartFigure
      {...{ figure, title, zoom }}
      unit=""
      stale={props.stale}
      inline
      legend={map.max > 0 ? <Scale max={map.max} color={color} /> : <span className={styles.scale} />}
      menu={
        <ChartMenu
          {...{ title, zone, zoom, asTable }}
          data={table}
          explore={props.explore}
          onTable={() => setAsTable(!asTable)}
        />
      }
    >
      <div
        ref={holder}
        className={styles.holder}
        style={{ minHeight: height }}
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={() => setPointed(false)}
      >
        {props.instead ??
          (asTable ? (
            <ChartTable title={title} unit={undefined} data={table} zone={zone} height={height} />
          ) : (
            width > 0 && (
              <>
                <div role="img" aria-label={summariseHeat(title, map, format, formatNumber, clock)}>
                  <Plot
                    input={input}
                    events={{ onZoom, onCursor: (at, place) => setCursor(at === null ? undefined : { at, place }) }}
                  />
                </div>
                {pointed && cursor && <Tip cursor={cursor} map={map} format={format} zone={zone} width={width} />}
              </>
            )
          ))}
      </div>
    </ChartFigure>
  );
}

/** The colours of the counts, from none to the most. */
function Scale({ max, color }: { readonly max: number; readonly color: string }) {
  const steps = [0.02, 0.25, 0.5, 0.75, 1];
  return (
    <span className={styles.scale} role="img" aria-label={`Colour by count, up to ${formatNumber(max)}`}>
      0
      {steps.map((part) => (
        <span key={part} className={styles.step} style={{ background: color, opacity: opacityOf(part, 1) }} />
      ))}
      {formatNumber(max)}
    </span>
  );
}

interface TipProps {
  readonly cursor: Cursor;
  readonly map: HeatMap;
  readonly format: (bound: number) => string;
  readonly zone: string;
  readonly width: number;
}

/** What the cell under the pointer counts; it only repeats what the table has. */
function Tip({ cursor: { at, place }, map, format, zone, width }: TipProps) {
  const row = map.rows[Math.floor(place.value)];
  const time = map.times[at];
  if (!row || time === undefined) return null;
  const count = row.counts[at] ?? null;
  const right = place.left > width / 2;
  return (
    <div
      className={styles.tip}
      aria-hidden="true"
      style={{ top: place.top, ...(right ? { right: width - place.left + 10 } : { left: place.left + 10 }) }}
    >
      <strong className="numeric">{count === null ? "no data" : formatNumber(count)}</strong> in {wordsOf(row, format)}
      <span className="muted"> {formatClockSeconds(time * 1000, zone)}</span>
    </div>
  );
}

/** The highest bucket first, as in the picture. */
function tableOf({ times, rows }: HeatMap, format: (bound: number) => string): ChartData {
  return { times, series: rows.map((row) => ({ label: wordsOf(row, format), values: row.counts })).reverse() };
}
