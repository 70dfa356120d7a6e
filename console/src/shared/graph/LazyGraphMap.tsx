import { lazy, Suspense } from "react";
import { Loading } from "../ui";
import type { GraphMapProps } from "./GraphMap";

const GraphMap = lazy(() => import("./GraphMap"));

/** A map that is loaded when it is first shown: its engine weighs more than any page. */
export function LazyGraphMap(props: GraphMapProps) {
  return (
    <Suspense fallback={<Loading rows={8} label="Loading the map" />}>
      <GraphMap {...props} />
    </Suspense>
  );
}
