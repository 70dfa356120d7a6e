import { lazy, Suspense } from "react";
import type { QueryHeatMapProps } from "./QueryHeatMap";

const QueryHeatMap = lazy(() => import("./QueryHeatMap").then((module) => ({ default: module.QueryHeatMap })));

// The line of title and legend over the plot.
const HEAD_HEIGHT = 24;

/** The heat map of PromQL expressions; few pages have one. */
export function LazyHeatMap(props: QueryHeatMapProps) {
  return (
    <Suspense fallback={<div style={{ height: props.height + HEAD_HEIGHT }} />}>
      <QueryHeatMap {...props} />
    </Suspense>
  );
}
