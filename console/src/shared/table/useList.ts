import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { liveOn, type Topic } from "../api";
import { useSettled } from "./useSettled";

export interface ListRequest {
  readonly q: string;
  readonly sort: string;
  readonly cursor?: string;
  readonly limit: number;
}

export interface ListPageAnswer<Row> {
  readonly items: readonly Row[];
  readonly nextCursor?: string | null | undefined;
  readonly total: number;
}

export interface ListSource<Row> {
  /** The list's name at the server: what `/list-fields` describes. */
  readonly name: string;
  /** Tells its rows from those of another source of that name, where there are several. */
  readonly part?: string;
  readonly topics: readonly Topic[];
  readonly fetchPage: (request: ListRequest, signal: AbortSignal) => Promise<ListPageAnswer<Row>>;
  readonly idOf: (row: Row) => string;
}

const PAGE_ROWS = 100;

/** A live list, page by page by the server's cursor; what is shown stays where it is until news are asked for. */
export function useList<Row>(source: ListSource<Row>, q: string, sort: string) {
  const query = useInfiniteQuery({
    queryKey: ["list", source.name, q, sort, source.part ?? ""],
    queryFn: ({ pageParam, signal }) => {
      const request = { q, sort, limit: PAGE_ROWS };
      return source.fetchPage(pageParam === undefined ? request : { ...request, cursor: pageParam }, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    meta: liveOn(...source.topics),
  });
  const pages = query.data?.pages;
  // While another question is being answered, the rows of the one before stay on the screen.
  const answered = useRef("");
  if (!query.isPlaceholderData) {
    answered.current = `${q}\n${sort}\n${source.part ?? ""}`;
  }
  const fresh = pages?.flatMap((page) => page.items);
  const settled = useSettled(fresh, source.idOf, answered.current);
  return { query, settled, total: pages?.[0]?.total ?? 0, loadMore: () => void query.fetchNextPage() };
}
