import { useCallback, useRef, useSyncExternalStore } from "react";

/** The time, rounded down to `stepMillis`, kept current while the tab shows. Every clock on the screen beats together. */
export function useNow(stepMillis = 1_000): number {
  const timer = useRef<ReturnType<typeof setInterval> | undefined>(undefined);
  const watch = useCallback(
    (watcher: () => void) => {
      timer.current = setInterval(
        () => {
          if (!document.hidden) watcher();
        },
        Math.min(stepMillis, 1_000),
      );
      return () => clearInterval(timer.current);
    },
    [stepMillis],
  );
  return useSyncExternalStore(watch, () => Math.floor(Date.now() / stepMillis) * stepMillis);
}
