import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  type Dashboard,
  type DashboardContent,
  postDashboards,
  postDashboardsByIdVersionsByVersionRestore,
  putDashboardsById,
} from "../../shared/api";
import { dashboardQuery, dashboardsQuery, dashboardVersionsQuery } from "./queries";

/** Makes a dashboard and goes there. */
export function useCreateDashboard() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (content: DashboardContent) => postDashboards({ body: content }),
    onSuccess: async (made) => {
      queries.setQueryData(dashboardQuery(made.id).queryKey, made);
      await queries.invalidateQueries({ queryKey: dashboardsQuery.queryKey });
      await navigate({ to: `/dashboards/${made.id}` });
    },
  });
}

/** What is saved: the content, and why, where somebody says so. */
export interface Saving {
  readonly content: DashboardContent;
  readonly note?: string;
}

/** Writes what was changed over the version that was seen; somebody else's change in between is a conflict. */
export function useReplaceDashboard({ id, version }: Pick<Dashboard, "id" | "version">) {
  const keep = useKeep();
  return useMutation({
    mutationFn: (saving: Saving) => putDashboardsById({ path: { id }, body: { version, ...saving } }),
    onSuccess: keep,
  });
}

/** Makes an earlier version the newest again. */
export function useRestoreDashboard(id: string) {
  const keep = useKeep();
  return async (version: number, seen: number, note: string) => {
    const path = { id, version: String(version) };
    await keep(await postDashboardsByIdVersionsByVersionRestore({ path, body: { version: seen, note } }));
  };
}

/** Shows what is stored now; the list and the versions are asked for again. */
function useKeep() {
  const queries = useQueryClient();
  return async (changed: Dashboard) => {
    queries.setQueryData(dashboardQuery(changed.id).queryKey, changed);
    await Promise.all([
      queries.invalidateQueries({ queryKey: dashboardsQuery.queryKey }),
      queries.invalidateQueries({ queryKey: dashboardVersionsQuery(changed.id).queryKey }),
    ]);
  };
}
