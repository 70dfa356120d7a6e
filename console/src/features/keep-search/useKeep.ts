import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  ApiProblem,
  postSavedSearches,
  putSavedSearchesById,
  type SavedSearch,
  type SavedSearchContent,
} from "../../shared/api";
import { savedSearchesQuery } from "./searches";

interface Keep {
  readonly content: SavedSearchContent;
  /** The search that it replaces, as it was seen; absent for a new one. */
  readonly seen?: SavedSearch | undefined;
}

/**
 * Keeps a search. When it was changed meanwhile nothing is written, and `onChangedMeanwhile` is told what it is now, so that
 * it can be replaced knowingly.
 */
export function useKeep(
  list: string,
  options: { onKept: (kept: SavedSearch) => void; onChangedMeanwhile: (now: SavedSearch) => void },
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ content, seen }: Keep) =>
      seen
        ? putSavedSearchesById({ path: { id: seen.id }, body: { version: seen.version, content } })
        : postSavedSearches({ body: content }),
    onSuccess: async (kept) => {
      await queries.invalidateQueries({ queryKey: savedSearchesQuery(list).queryKey });
      options.onKept(kept);
    },
    onError: async (error, { seen }) => {
      if (!seen || !(error instanceof ApiProblem) || error.status !== 409) return;
      const { items } = await queries.fetchQuery({ ...savedSearchesQuery(list), staleTime: 0 });
      const now = items.find(({ id }) => id === seen.id);
      if (now && now.version !== seen.version) options.onChangedMeanwhile(now);
    },
  });
}
