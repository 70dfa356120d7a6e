import { queryOptions } from "@tanstack/react-query";
import { getRoles, getUsers, liveOn } from "../../shared/api";

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }) => getUsers({ query: { sort: "name", limit: 500 }, signal }),
  meta: liveOn("user"),
});

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => getRoles({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
