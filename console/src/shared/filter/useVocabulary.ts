import { useQuery } from "@tanstack/react-query";
import { getListFieldsByList } from "../api";
import type { ListField, ListVocabulary } from "./completion";

const NOTHING: ListVocabulary = { fields: [], relations: [] };

/** What a list can be filtered by, for the completion; nothing until the server has told. */
export function useVocabulary(list: string): ListVocabulary {
  const query = useQuery({
    queryKey: ["list-fields", list],
    queryFn: async ({ signal }): Promise<ListVocabulary> => {
      const { fields, relations } = await getListFieldsByList({ path: { list }, signal });
      return { fields: fields as readonly ListField[], relations };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return query.data ?? NOTHING;
}
