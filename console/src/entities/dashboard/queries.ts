import { queryOptions } from "@tanstack/react-query";
import {
  getDashboards,
  getDashboardsById,
  getDashboardsByIdVersions,
  getDashboardsByIdVersionsByVersion,
  getLabelByNameValues,
  getLabels,
  getQuery,
  liveOn,
} from "../../shared/api";
import { dataOf, instantOf, seriesText } from "../metric/answers";
import { narrowed, questionOf } from "./variables";

export const dashboardsQuery = queryOptions({
  queryKey: ["dashboards"],
  queryFn: ({ signal }) => getDashboards({ signal }),
  meta: liveOn("dashboard"),
});

export const dashboardQuery = (id: string) =>
  queryOptions({
    queryKey: ["dashboard", id],
    queryFn: ({ signal }) => getDashboardsById({ path: { id }, signal }),
    meta: liveOn("dashboard"),
  });

export const dashboardVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["dashboard", id, "versions"],
    queryFn: ({ signal }) => getDashboardsByIdVersions({ path: { id }, signal }),
    meta: liveOn("dashboard"),
  });

/** A version never changes. */
export const dashboardVersionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["dashboard-version", id, version],
    queryFn: ({ signal }) => getDashboardsByIdVersionsByVersion({ path: { id, version: String(version) }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The choices of a query variable: the query with the variables before it put in, and its pattern. */
export const choicesQuery = (query: string, pattern: string) =>
  queryOptions({
    queryKey: ["dashboard-choices", query, pattern],
    queryFn: async ({ signal }) => narrowed(await choicesOf(query, signal), pattern),
    staleTime: 60_000,
    retry: false,
  });

async function choicesOf(query: string, signal: AbortSignal): Promise<readonly string[]> {
  const question = questionOf(query);
  switch (question?.kind) {
    case "values":
      return texts(
        await getLabelByNameValues({ path: { name: question.label }, query: matching(question.selector), signal }),
      );
    case "names":
      return texts(await getLabels({ query: matching(question.selector), signal }));
    case "metrics": {
      const names = texts(await getLabelByNameValues({ path: { name: "__name__" }, signal }));
      return narrowed(names, question.pattern);
    }
    case "result": {
      const { rows } = instantOf(await getQuery({ query: { query: question.expr }, signal }));
      return rows.map(({ metric, value }) => `${seriesText(metric)} ${value}`);
    }
    default:
      throw new Error(`The variable's query is none that is known: ${query}`);
  }
}

function matching(selector: string | undefined): { "match[]"?: string[] } {
  return selector === undefined ? {} : { "match[]": [selector] };
}

function texts(answer: unknown): string[] {
  return dataOf<string[]>(answer) ?? [];
}
