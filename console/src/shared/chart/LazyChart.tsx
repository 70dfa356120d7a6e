import { lazy, Suspense } from "react";
import type { ChartProps } from "./Chart";

// Drawing is the heaviest part of a page; the page stands before it arrives, with the chart's place kept.
const Chart = lazy(() => import("./Chart").then((module) => ({ default: module.Chart })));

// The line of title and legend over the plot.
const HEAD_HEIGHT = 24;

/** The chart of data that the caller has. */
export function LazyChart(props: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height: (props.height ?? 150) + HEAD_HEIGHT }} />}>
      <Chart {...props} />
    </Suspense>
  );
}
