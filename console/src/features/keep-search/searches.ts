import { queryOptions } from "@tanstack/react-query";
import { getSavedSearches, type SavedSearch } from "../../shared/api";
import type { ListState, SavedView } from "../../shared/table";

/** One's own searches of a list, and those that others share. */
export const savedSearchesQuery = (list: string) =>
  queryOptions({
    queryKey: ["saved-searches", list],
    queryFn: ({ signal }) => getSavedSearches({ query: { list }, signal }),
  });

/** Where a filter is looked at, as the address of its page has it. */
export interface Place {
  readonly view: string;
  readonly q: string;
}

/** The view that the filter begins with, as it stood when the search was kept, and what is left for the chips. */
export function placeOf(q: string, views: readonly Pick<SavedView, "id" | "q">[]): Place {
  const [longest] = views
    .filter((view) => view.q === "" || q === view.q || q.startsWith(`${view.q} `))
    .sort((a, b) => b.q.length - a.q.length);
  const view = longest ?? views[0];
  return { view: view?.id ?? "", q: longest ? q.slice(longest.q.length).trim() : q };
}

/** What of the search the list shows: filter, order and columns. */
type Shown = Pick<SavedSearch, "q" | "sort" | "columns">;

/** Whether the list shows just what the search keeps. */
export function isShown(search: Shown, state: ListState): boolean {
  return (
    search.q === state.q.trim() &&
    (search.sort ?? state.defaultSort) === state.sort &&
    (search.columns ?? "") === state.cols
  );
}

/** What of the list is kept. */
export function shownOf(state: ListState): Required<Shown> {
  return {
    q: state.q.trim(),
    sort: state.sort === state.defaultSort ? null : state.sort,
    columns: state.cols === "" ? null : state.cols,
  };
}

/** The order and the columns where they are not the list's own, in words. */
export function shownWords({ sort, columns }: Shown): string {
  const commas = (names: string) => names.replaceAll(",", ", ");
  return [sort ? `sorted by ${commas(sort)}` : "", columns ? `columns ${commas(columns)}` : ""]
    .filter((part) => part !== "")
    .join(" · ");
}
