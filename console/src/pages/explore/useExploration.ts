import { useQueries, useQuery } from "@tanstack/react-query";
import { fetchRange, metadataQuery, type RangeAnswer, syntaxQuery, unitOf, whileSame } from "../../entities/metric";
import { useTimeWindow } from "../../shared/time";
import { letterOf } from "./state";

/** One query of the explorer, whatever became of it. */
export interface Explored {
  readonly letter: string;
  readonly expr: string;
  readonly unit: string | undefined;
  readonly answer: RangeAnswer | undefined;
  readonly error: Error | null;
  readonly busy: boolean;
}

/** The width of a chart moves with the window; within this many pixels nothing new is asked. */
const WIDTH_BUCKET = 240;

/** Asks all queries over the page's time range; each fails alone. What is live is asked again as the window moves. */
export function useExploration(exprs: readonly string[], width: number, compareMillis: number): Explored[] {
  const { from, to } = useTimeWindow();
  const bucket = Math.max(1, Math.round(width / WIDTH_BUCKET)) * WIDTH_BUCKET;
  const syntax = useQueries({ queries: exprs.map((expr) => syntaxQuery(expr)) });
  const answers = useQueries({
    queries: exprs.map((expr, index) => ({
      queryKey: ["metric", "range", expr, from, to, bucket, compareMillis],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchRange(expr, { from, to }, bucket, compareMillis, signal),
      // What does not parse is said once, and not asked again every time the window moves.
      enabled: width > 0 && syntax[index]?.isSuccess === true,
      placeholderData: whileSame(expr),
      gcTime: 30_000,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const metadata = useQuery(metadataQuery);
  return exprs.map((expr, index) => {
    const query = answers[index];
    const error = syntax[index]?.error ?? query?.error ?? null;
    return {
      letter: letterOf(index),
      expr,
      unit: metadata.data && unitOf(syntax[index]?.data, metadata.data),
      answer: error ? undefined : query?.data,
      error,
      busy: (query?.isFetching || syntax[index]?.isFetching) ?? false,
    };
  });
}
