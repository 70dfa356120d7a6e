import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useNow } from "./now";
import { isLive, rangeOf, type TimeRange, type TimeWindow, windowOf } from "./range";

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** The one time range of the console, as the address says it. */
export function useTimeRange(): { range: TimeRange; live: boolean; setRange: (range: TimeRange) => void } {
  const search = useSearch({ strict: false }) as { from?: string; to?: string; tz?: string };
  const { from, to, tz } = search;
  const range = useMemo(() => rangeOf({ from, to, tz }, browserZone()), [from, to, tz]);
  const navigate = useNavigate();
  const setRange = useCallback(
    (next: TimeRange) => {
      // Ranges replace: the back button leads to the page before, not through every look at the clock.
      void navigate({
        to: ".",
        search: (current: Record<string, unknown>) => ({
          ...current,
          from: next.from,
          to: next.to,
          tz: next.zone === browserZone() ? undefined : next.zone,
        }),
        replace: true,
        resetScroll: false,
      } as never);
    },
    [navigate],
  );
  return { range, live: isLive(range), setRange };
}

/** The window that charts and lists show now; a live one moves on every `stepMillis`. */
export function useTimeWindow(stepMillis = 10_000): TimeWindow & { live: boolean; zone: string } {
  const { range, live } = useTimeRange();
  const now = useNow(stepMillis);
  return useMemo(() => ({ ...windowOf(range, now), live, zone: range.zone }), [range, now, live]);
}
