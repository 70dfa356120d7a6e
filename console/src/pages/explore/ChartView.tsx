import type { Exemplar } from "../../entities/metric";
import { isEmpty, LazyChart, useZoom } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";
import { Card } from "../../shared/ui";
import { chartsOf, emptyWords } from "./charts";
import { ExemplarList } from "./ExemplarList";
import classes from "./explore.module.css";
import type { Explored } from "./useExploration";

interface ChartViewProps {
  readonly explored: readonly Explored[];
  readonly compareMillis: number;
  readonly exemplars: readonly Exemplar[] | undefined;
}

const HEIGHT = 280;

/** The answers as lines, a chart for each unit. */
export function ChartView({ explored, compareMillis, exemplars }: ChartViewProps) {
  const zoom = useZoom();
  const window = useTimeWindow();
  const answered = explored.flatMap(({ answer, ...query }) => (answer ? [{ ...query, answer }] : []));
  const waiting = explored.some(({ busy }) => busy) && answered.length === 0;
  if (waiting) {
    return (
      <Card>
        <div style={{ height: HEIGHT }} role="status" aria-label="Loading the chart" />
      </Card>
    );
  }
  return (
    <>
      {chartsOf(answered, compareMillis).map((chart) => (
        <Card key={chart.letters.join()}>
          <LazyChart
            title={chart.title}
            unit={chart.unit}
            data={chart.data}
            from={chart.window.from}
            to={chart.window.to}
            zone={window.zone}
            zoom={zoom}
            folding="highest"
            height={HEIGHT}
            dots={exemplars}
            {...(chart.note ? { note: chart.note } : {})}
            instead={
              isEmpty(chart.data) ? (
                <p className={classes.nothing} style={{ height: HEIGHT }}>
                  {emptyWords(chart, answered)}
                </p>
              ) : undefined
            }
          />
        </Card>
      ))}
      {exemplars !== undefined && <ExemplarList exemplars={exemplars} />}
    </>
  );
}
