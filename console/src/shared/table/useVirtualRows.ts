import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useMemo } from "react";

/** A plain table is friendlier (find in page, printing, screen readers); beyond this it becomes slow. */
const PLAIN_ROWS_MAX = 200;
const ROW_PIXELS = 33;
const OVERSCAN = 12;

interface VirtualRows {
  readonly on: boolean;
  readonly indexes: readonly number[];
  /** Pixels of rows that are not in the page, above and below. */
  readonly before: number;
  readonly after: number;
  readonly reveal: (index: number) => void;
}

/** @param onEnd called when the last rows come into sight */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  onEnd: (() => void) | undefined,
): VirtualRows {
  const on = count > PLAIN_ROWS_MAX;
  const virtualizer = useVirtualizer({
    count,
    enabled: on,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: OVERSCAN,
  });
  const items = virtualizer.getVirtualItems();
  const plain = useMemo(() => Array.from({ length: on ? 0 : count }, (_, index) => index), [on, count]);
  const lastShown = items.at(-1)?.index ?? -1;
  const nearEnd = on && lastShown >= count - OVERSCAN;

  useEffect(() => {
    if (nearEnd) {
      onEnd?.();
    }
  }, [nearEnd, onEnd]);

  if (!on) {
    return { on, indexes: plain, before: 0, after: 0, reveal: () => undefined };
  }
  return {
    on,
    indexes: items.map((item) => item.index),
    before: items[0]?.start ?? 0,
    after: Math.max(0, virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)),
    reveal: (index) => virtualizer.scrollToIndex(index),
  };
}
