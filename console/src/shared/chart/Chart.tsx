import { ActionIcon } from "@mantine/core";
import {
  IconArrowBackUp,
  IconChartLine,
  IconDots,
  IconDownload,
  IconTable,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useCallback, useId, useMemo, useRef, useState } from "react";
import { unitWord } from "../format/units";
import { formatClock, formatClockSeconds } from "../time";
import { Menu } from "../ui";
import { valueAxis } from "./axis";
import styles from "./Chart.module.css";
import { ChartTable } from "./ChartTable";
import { downloadCsv, toCsv } from "./csv";
import type { Dot } from "./dots";
import { EXPLORER } from "./explore";
import { Legend } from "./Legend";
import type { Mark } from "./marks";
import { Plot } from "./Plot";
import { type ChartData, type Folding, foldOthers, isEmpty } from "./series";
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
  const { title, unit, from, to, zone, zoom, limits = NO_LIMITS, marks = NO_MARKS, dots, height = 150 } = props;
  const figure = useRef<HTMLElement>(null);
  const [width, holder] = useWidth();
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const scheme = useColorSchemeName();
  const titleId = useId();
  const data = useMemo(() => foldOthers(props.data, props.folding ?? "sum"), [props.data, props.folding]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the tokens are
  const theme = useMemo(readTheme, [scheme]);
  const input = useMemo(
    () => ({ data, unit, from, to, limits, marks, dots, width, height, zone, theme }),
    [data, unit, from, to, limits, marks, dots, width, height, zone, theme],
  );
  const axis = useMemo(() => axisOf(data, limits, unit), [data, limits, unit]);
  const onZoom = useCallback(
    (start: number, end: number) => {
      zoom.into(start, end);
      figure.current?.focus();
    },
    [zoom],
  );

  const legend = <Legend data={data} factor={axis.factor} theme={theme} at={cursor} zone={zone} />;
  const inline = data.series.length <= INLINE_LEGEND_MAX;

  return (
    <figure
      ref={figure}
      className={styles.chart}
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Escape" && zoom.canGoBack && zoom.back()}
    >
      <figcaption className={styles.head}>
        <span className={styles.title} id={titleId}>
          {title} {axis.unit !== "" && <span className={styles.unit}>{axis.unit}</span>}
        </span>
        {props.note && <span className={styles.at}>{props.note}</span>}
        {inline && legend}
        {!inline && <span className={styles.grow} />}
        {props.stale && <span className={styles.stale}>Not refreshed</span>}
        <ChartMenu {...props} data={data} asTable={asTable} onTable={() => setAsTable(!asTable)} />
      </figcaption>
      <div ref={holder} style={{ minHeight: height }}>
        {props.instead ??
          (asTable ? (
            <ChartTable title={title} unit={unit} data={data} zone={zone} height={height} />
          ) : (
            width > 0 && (
              <div role="img" aria-label={summarise(title, unit, data, limits, (at) => formatClock(at * 1000, zone))}>
                <Plot input={input} events={{ onZoom, onCursor: setCursor }} />
              </div>
            )
          ))}
      </div>
      {!inline && legend}
    </figure>
  );
}

interface ChartMenuProps extends ChartProps {
  readonly asTable: boolean;
  readonly onTable: () => void;
}

function ChartMenu({ title, unit, data, zone, zoom, explore, asTable, onTable }: ChartMenuProps) {
  const nothing = isEmpty(data);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" size={24} className={styles.menu ?? ""} aria-label={`More about ${title}`}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconZoomIn size={15} />} onClick={zoom.in}>
          Zoom in
        </Menu.Item>
        <Menu.Item leftSection={<IconZoomOut size={15} />} onClick={zoom.out}>
          Zoom out
        </Menu.Item>
        {zoom.canGoBack && (
          <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={zoom.back}>
            Back to the range before
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTable size={15} />} onClick={onTable} disabled={nothing}>
          {asTable ? "View as chart" : "View as table"}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={15} />}
          disabled={nothing}
          onClick={() =>
            downloadCsv(
              title,
              toCsv(data, unitWord(unit), (at) => new Date(at * 1000).toISOString()),
            )
          }
        >
          Download CSV
        </Menu.Item>
        {explore !== undefined && (
          <Menu.Item link={{ as: Link, to: EXPLORER, search: explore }} leftSection={<IconChartLine size={15} />}>
            Open in the explorer
          </Menu.Item>
        )}
        <Menu.Label>
          Times in {zone === "UTC" ? "UTC" : zone}, until {formatClockSeconds(lastTime(data), zone)}
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

function lastTime(data: ChartData): number {
  return (data.times.at(-1) ?? 0) * 1000;
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
