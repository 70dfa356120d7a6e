import { keepPreviousData } from "@tanstack/react-query";

const LIVE_MILLIS = 10_000;
/** Resizing within this many pixels asks for nothing new. */
const WIDTH_BUCKET = 120;

/** The width that a chart asks for, in whole buckets. */
export function widthToAsk(width: number): number {
  return Math.max(1, Math.round(width / WIDTH_BUCKET)) * WIDTH_BUCKET;
}

/** A chart asks once it has a width, and every 10 s while the page is live; it shows the answer before until the next comes. */
export function askingOf(width: number, live: boolean) {
  return {
    enabled: width > 0,
    placeholderData: keepPreviousData,
    refetchInterval: live ? LIVE_MILLIS : (false as const),
    gcTime: 60_000,
  };
}
