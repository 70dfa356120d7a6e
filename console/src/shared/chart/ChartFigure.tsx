import { type ReactNode, type RefObject, useId } from "react";
import styles from "./Chart.module.css";
import type { Zoom } from "./useZoom";

interface ChartFigureProps {
  /** Gets the focus after a zoom, so that Esc goes back. */
  readonly figure: RefObject<HTMLElement | null>;
  readonly title: string;
  readonly unit: string;
  /** Said beside the title, quietly. */
  readonly note?: string | undefined;
  /** The last refresh failed: what is shown is old. */
  readonly stale?: boolean | undefined;
  readonly zoom: Zoom;
  readonly legend: ReactNode;
  /** Beside the title, or under the plot. */
  readonly inline: boolean;
  readonly menu: ReactNode;
  readonly children: ReactNode;
}

/** What every chart has around its picture: title with unit, legend, menu. */
export function ChartFigure({ figure, title, unit, zoom, legend, inline, ...props }: ChartFigureProps) {
  const titleId = useId();
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
          {title} {unit !== "" && <span className={styles.unit}>{unit}</span>}
        </span>
        {props.note && <span className={styles.at}>{props.note}</span>}
        {inline && legend}
        {!inline && <span className={styles.grow} />}
        {props.stale && <span className={styles.stale}>Not refreshed</span>}
        {props.menu}
      </figcaption>
      {props.children}
      {!inline && legend}
    </figure>
  );
}
