import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { channelsQuery } from "../../entities/channel";
import { can, useSession } from "../../entities/session";
import { usersQuery } from "../../entities/user";
import { getAlertingRules, getCis, getQuery, liveOn } from "../../shared/api";
import { Timestamp } from "../../shared/time";

export type StepState =
  | { kind: "done" | "open"; proof: ReactNode }
  | { kind: "loading" }
  | { kind: "failed"; error: unknown; retry: () => void }
  | { kind: "hidden"; permission: string };

export type Step = { title: string; state: StepState; to?: string; action?: string };

/** The steps after the installation, as the server proves them. */
export function useSteps(): Step[] {
  return [useAdministratorStep(), useMachineStep(), useRulesStep(), useChannelStep(), useTeamStep()];
}

function useAllowed(permission: string): boolean {
  return can(useSession(), permission);
}

function stateFrom<T>(
  query: UseQueryResult<T>,
  permission: string,
  allowed: boolean,
  judge: (data: T) => StepState,
): StepState {
  if (!allowed) return { kind: "hidden", permission };
  if (query.data !== undefined) return judge(query.data);
  if (query.error) return { kind: "failed", error: query.error, retry: () => void query.refetch() };
  return { kind: "loading" };
}

function useAdministratorStep(): Step {
  const { user } = useSession();
  return {
    title: "An administrator exists",
    state: { kind: "done", proof: <>You are signed in as {user.name}. The set-up link no longer works.</> },
    to: "/account",
    action: "Account",
  };
}

// Samples arrive every ten seconds; asking twice as often makes the proof feel live.
const SAMPLE_REFRESH_MILLIS = 5_000;

function useMachineStep(): Step {
  const allowed = useAllowed("ci:read");
  const servers = useQuery({
    queryKey: ["welcome-servers"],
    queryFn: ({ signal }) => getCis({ query: { q: "class:server", limit: 5 }, signal }),
    meta: liveOn("ci"),
    enabled: allowed,
  });
  const maySample = useAllowed("metric:read");
  const sample = useQuery({
    queryKey: ["welcome-sample"],
    queryFn: async ({ signal }) => newestSample(await getQuery({ query: { query: "timestamp(up)" }, signal })),
    refetchInterval: SAMPLE_REFRESH_MILLIS,
    enabled: maySample,
  });
  const state = stateFrom(servers, "ci:read", allowed, (page): StepState => {
    const first = page.items[0];
    if (!first) return { kind: "open", proof: "Discovery has not finished its first run yet. It takes a few seconds." };
    return {
      kind: typeof sample.data !== "number" ? "open" : "done",
      proof: (
        <>
          Found <Link to={`/ci/${first.id}`}>{first.name}</Link>
          {page.total > 1 && ` and ${page.total - 1} more`}.{" "}
          {typeof sample.data !== "number" ? (
            "Waiting for its first sample."
          ) : (
            <>
              Newest sample <Timestamp at={sample.data} />.
            </>
          )}
        </>
      ),
    };
  });
  return { title: "This machine is discovered and measured", state, to: "/inventory", action: "Inventory" };
}

/** The time of the newest sample in a Prometheus answer, in epoch milliseconds. */
export function newestSample(answer: unknown): number | null {
  const result = (answer as { data?: { result?: { value?: [number, string] }[] } }).data?.result ?? [];
  const times = result.map((series) => Number(series.value?.[1])).filter((seconds) => seconds > 0);
  return times.length === 0 ? null : Math.max(...times) * 1_000;
}

function useRulesStep(): Step {
  const allowed = useAllowed("alert:read");
  const rules = useQuery({
    queryKey: ["welcome-rules"],
    queryFn: ({ signal }) => getAlertingRules({ signal }),
    enabled: allowed,
  });
  return {
    title: "Alert rules are on",
    state: stateFrom(rules, "alert:read", allowed, (page) =>
      page.items.length > 0
        ? {
            kind: "done",
            proof: `${page.items.length} rules watch this machine: disk, memory, CPU, services and more.`,
          }
        : { kind: "open", proof: "No rule is loaded; look at the server's log." },
    ),
    to: "/alerts",
    action: "Alerts",
  };
}

function useChannelStep(): Step {
  const allowed = useAllowed("channel:read");
  const channels = useQuery({ ...channelsQuery, enabled: allowed });
  return {
    title: "Somebody is told",
    state: stateFrom(channels, "channel:read", allowed, (page) => {
      const on = page.items.filter((channel) => channel.enabled);
      return on.length > 0
        ? {
            kind: "done",
            proof: `${on.map((channel) => channel.name).join(", ")} ${on.length === 1 ? "is" : "are"} told of incidents.`,
          }
        : { kind: "open", proof: "Add a webhook, so that an incident reaches a chat, a pager or a program of yours." };
    }),
    to: "/admin/integrations",
    action: "Notifications",
  };
}

function useTeamStep(): Step {
  const allowed = useAllowed("user:read");
  const users = useQuery({ ...usersQuery, enabled: allowed });
  return {
    title: "Your team can sign in",
    state: stateFrom(users, "user:read", allowed, (page) =>
      page.total > 1
        ? { kind: "done", proof: `${page.total} users.` }
        : { kind: "open", proof: "You are the only user. Add the people who share the watch." },
    ),
    to: "/admin/users",
    action: "Users",
  };
}
