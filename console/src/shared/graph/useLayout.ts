import { useEffect, useMemo, useRef, useState } from "react";
import type { Graph, Layout } from "./graph";
import type { LayoutRequest } from "./layout";

const NOTHING: Layout = { placements: [], columns: 0 };

/** The places of a graph's cards; the former ones until the worker has new ones. Changes of state alone ask for none. */
export function useLayout(graph: Graph): Layout {
  const worker = useRef<Worker | undefined>(undefined);
  const ticket = useRef(0);
  const [layout, setLayout] = useState(NOTHING);
  const shape = shapeOf(graph);
  const request = useMemo(() => JSON.parse(shape) as LayoutRequest, [shape]);
  useEffect(() => {
    const own = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    own.onmessage = ({ data }: MessageEvent<{ ticket: number; layout: Layout }>) => {
      if (data.ticket === ticket.current) {
        setLayout(data.layout);
      }
    };
    worker.current = own;
    return () => own.terminate();
  }, []);
  useEffect(() => {
    ticket.current += 1;
    worker.current?.postMessage({ ticket: ticket.current, request });
  }, [request]);
  return layout;
}

/** Sorted, so that the same estate gives the same map in whichever order it was told. */
function shapeOf({ nodes, edges }: Graph): string {
  return JSON.stringify({
    ids: nodes.map(({ id }) => id).sort(),
    edges: edges
      .map(({ from, to }) => ({ from, to }))
      .sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to)),
  });
}
