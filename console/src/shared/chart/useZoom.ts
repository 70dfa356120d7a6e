import { useMemo, useState } from "react";
import { fixedRange, type TimeRange, useTimeRange, windowOf, zoomedOutRange } from "../time";

/** Changes the page's time range from inside a chart. */
export interface Zoom {
  readonly into: (from: number, to: number) => void;
  readonly in: () => void;
  readonly out: () => void;
  readonly back: () => void;
  readonly canGoBack: boolean;
}

/** Narrower than this shows fewer than three samples. */
const NARROWEST_MILLIS = 30_000;
const BACK_MAX = 20;

/** One for a page, so that Esc in any chart leads back from a zoom that began in another. */
export function useZoom(): Zoom {
  const { range, setRange } = useTimeRange();
  const [before, setBefore] = useState<readonly TimeRange[]>([]);
  return useMemo(() => {
    const change = (next: TimeRange) => {
      setBefore([...before, range].slice(-BACK_MAX));
      setRange(next);
    };
    const into = (from: number, to: number) => {
      const middle = (from + to) / 2;
      const half = Math.max(to - from, NARROWEST_MILLIS) / 2;
      change(fixedRange({ from: Math.round(middle - half), to: Math.round(middle + half) }, range.zone));
    };
    return {
      into,
      in: () => {
        const { from, to } = windowOf(range, Date.now());
        into(from + (to - from) / 4, to - (to - from) / 4);
      },
      out: () => change(zoomedOutRange(range, Date.now())),
      back: () => {
        const last = before.at(-1);
        if (last) {
          setBefore(before.slice(0, -1));
          setRange(last);
        }
      },
      canGoBack: before.length > 0,
    };
  }, [range, setRange, before]);
}
