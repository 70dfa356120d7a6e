import { useQueries } from "@tanstack/react-query";
import { instantQuery } from "../../entities/metric";
import { type ChartQuery, seriesLabel, withBuiltIns } from "../../shared/chart";
import { useTimeWindow } from "../../shared/time";

/** What a series says at the end of the page's time range. */
export interface Reading {
  readonly name: string;
  readonly value: number;
}

/** The value of each series that the queries answer, highest first; `failed` is the first query that did not answer. */
export function useReadings(queries: readonly ChartQuery[]) {
  const { from, to } = useTimeWindow();
  const span = { step: 60, range: Math.round((to - from) / 1000) };
  const answers = useQueries({ queries: queries.map(({ expr }) => instantQuery(withBuiltIns(expr, span), to)) });
  const readings: Reading[] = answers
    .flatMap(({ data }, index) =>
      (data?.rows ?? []).map(({ metric, value = Number.NaN }) => ({
        name: seriesLabel(queries[index]?.label ?? "", metric),
        value,
      })),
    )
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => b.value - a.value);
  return {
    readings,
    failed: answers.find(({ error }) => error),
    answered: answers.every(({ isSuccess }) => isSuccess),
  };
}
