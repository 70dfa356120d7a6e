import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getQuery } from "../api";

export interface InstantSample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

const REFRESH_MILLIS = 10_000;

/** The values of an expression now, asked for again every 10 s. */
export function useInstantQuery(expr: string, enabled = true) {
  return useQuery({
    queryKey: ["query", expr],
    queryFn: async ({ signal }) => vectorOf(await getQuery({ query: { query: expr }, signal })),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MILLIS,
  });
}

/** The answer has Prometheus' own format, which the OpenAPI document leaves open. */
function vectorOf(answer: unknown): InstantSample[] {
  const { data } = answer as {
    data?: { resultType?: string; result?: readonly { metric: Record<string, string>; value: [number, string] }[] };
  };
  const result = data?.resultType === "vector" ? (data.result ?? []) : [];
  return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}
