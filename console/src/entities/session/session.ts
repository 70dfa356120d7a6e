import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { getSession, getSetup, rememberCsrfToken, type Session } from "../../shared/api";

/** Who is signed in. It is asked for once a visit; signing in and out set it. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async () => {
    const session = await getSession();
    rememberCsrfToken(session.csrfToken);
    return session;
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
});

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: () => getSetup(),
  staleTime: 0,
  retry: false,
});

export function beginSession(queries: QueryClient, session: Session): void {
  rememberCsrfToken(session.csrfToken);
  queries.clear();
  queries.setQueryData(sessionQuery.queryKey, session);
}

/** Forgets everything that the signed-out user could see. */
export function endSession(queries: QueryClient): void {
  rememberCsrfToken(undefined);
  queries.clear();
}

/** The session; only for what is shown behind the sign-in. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("BUG: a page behind the sign-in is shown without a session");
  return data;
}

export function can(session: Session, permission: string | undefined): boolean {
  return permission === undefined || (session.permissions as readonly string[]).includes(permission);
}

/** Whether the signed-in user has a permission such as `incident:write`. */
export function useCan(permission: string | undefined): boolean {
  return can(useSession(), permission);
}
