import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type Dashboard, type DashboardContent, postDashboards, putDashboardsById } from "../../shared/api";
import { dashboardQuery, dashboardsQuery } from "./queries";

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

/** Writes what was changed over the version that was seen; somebody else's change in between is a conflict. */
export function useReplaceDashboard({ id, version }: Pick<Dashboard, "id" | "version">) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (content: DashboardContent) => putDashboardsById({ path: { id }, body: { version, content } }),
    onSuccess: async (changed) => {
      queries.setQueryData(dashboardQuery(id).queryKey, changed);
      await queries.invalidateQueries({ queryKey: dashboardsQuery.queryKey });
    },
  });
}
