import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { dashboardsQuery } from "../../entities/dashboard";
import { type Dashboard, deleteDashboardsById, messageOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

/** Removes a dashboard for good. */
export function DeleteDashboardDialog({ dashboard, onClose }: { dashboard: Dashboard; onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteDashboardsById({ path: { id: dashboard.id } }),
    onSuccess: async () => {
      await navigate({ to: "/dashboards" });
      await queries.invalidateQueries({ queryKey: dashboardsQuery.queryKey });
      showToast(`${dashboard.content.title} was deleted.`);
    },
  });
  return (
    <FormDialog
      title={`Delete ${dashboard.content.title}?`}
      about="This cannot be undone. An export of it can be imported again."
      submit="Delete dashboard"
      danger
      busy={remove.isPending}
      problem={messageOf(remove.error)}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
