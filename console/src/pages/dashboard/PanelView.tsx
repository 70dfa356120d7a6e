import type { ReactNode } from "react";
import { inWords, type PlacedPanel, type Variables } from "../../entities/dashboard";
import { LazyHeatMap, type Mark, QueryChart, type Zoom } from "../../shared/chart";
import { ErrorBoundary } from "../../shared/ui";
import classes from "./dashboard.module.css";
import { chartQueriesOf } from "./panels";
import { Rows } from "./Rows";
import { Shares } from "./Shares";
import { Stat } from "./Stat";
import { usePanelUnit } from "./usePanelUnit";

/** The height of one row of the page, as the content counts it. */
const ROW_PIXELS = 40;
/** Title and paddings of a panel. */
const FRAME_PIXELS = 52;

export interface PanelViewProps {
  readonly placed: PlacedPanel;
  readonly variables: Variables;
  readonly zoom: Zoom;
  readonly marks: readonly Mark[];
}

interface FramedProps extends PanelViewProps {
  /** What can be done to the panel, at its corner. */
  readonly menu?: ReactNode;
}

/** One panel, by its kind. What fails in it fails alone. */
export function PanelView({ menu, ...props }: FramedProps) {
  const { panel, own } = props.placed;
  const title = inWords(panel.title, { ...props.variables.chosen, ...own });
  const height = panel.height * ROW_PIXELS;
  if (panel.kind === "row") {
    return (
      <div className={classes.row}>
        <h2>{title}</h2>
        {menu}
      </div>
    );
  }
  return (
    // No landmark: a page has many panels, and two of them may have one title.
    <article
      className={classes.panel}
      style={{ ["--width" as string]: panel.width, minHeight: height }}
      aria-label={title === "" ? "Panel" : title}
      title={panel.description === "" ? undefined : panel.description}
    >
      {menu}
      <ErrorBoundary>
        {panel.kind === "text" ? (
          <>
            {title !== "" && <h2>{title}</h2>}
            <p className={classes.text}>{panel.text}</p>
          </>
        ) : (
          <Answer {...props} title={title} height={height - FRAME_PIXELS} />
        )}
      </ErrorBoundary>
    </article>
  );
}

function Answer({
  placed,
  variables,
  zoom,
  marks,
  title,
  height,
}: PanelViewProps & { readonly title: string; readonly height: number }) {
  const { panel } = placed;
  const queries = chartQueriesOf(placed, variables.chosen, variables.many);
  const unit = usePanelUnit(panel, queries[0]?.expr ?? "");
  switch (panel.kind) {
    case "stat":
    case "gauge":
      return <Stat title={title} unit={unit} panel={panel} queries={queries} />;
    case "bar":
    case "table":
      return <Rows title={title} unit={unit} panel={panel} queries={queries} height={height} />;
    case "share":
      return <Shares title={title} unit={unit} queries={queries} height={height} />;
    case "heatmap":
      return <LazyHeatMap {...{ title, unit, queries, zoom, marks }} height={Math.max(80, height)} />;
    default:
      return (
        <QueryChart
          title={title}
          unit={unit}
          queries={queries}
          zoom={zoom}
          folding="highest"
          stacking={panel.stacking ?? undefined}
          marks={marks}
          limits={panel.thresholds.map(({ from, severity }) => ({
            value: from,
            words: severity,
            direction: "above",
            state: severity,
          }))}
          height={Math.max(80, height)}
        />
      );
  }
}
