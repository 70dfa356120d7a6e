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

/** Whether the list shows just what the search keeps. */
export function isShown(search: Pick<SavedSearch, "q" | "sort">, state: ListState): boolean {
  return search.q === state.q.trim() && (search.sort ?? state.defaultSort) === state.sort;
}
