import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { dashboardQuery, dashboardsQuery } from "../../entities/dashboard";
import {
  type DashboardContent,
  type DashboardPanel,
  getDashboardsById,
  messageOf,
  postDashboards,
  putDashboardsById,
} from "../../shared/api";
import { FormDialog } from "../../shared/ui";

const NEW = "";

/** Takes queries of the explorer along as a panel, to a dashboard that exists or to a new one. */
export function AddToDashboardDialog({ exprs, onClose }: { exprs: readonly string[]; onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const dashboards = useQuery(dashboardsQuery);
  const [title, setTitle] = useState(exprs[0]?.slice(0, 80) ?? "");
  const [id, setId] = useState(NEW);
  const add = useMutation({
    mutationFn: () => (id === NEW ? created(title, panelOf(title, exprs)) : added(id, panelOf(title, exprs))),
    onSuccess: async (dashboard) => {
      queries.setQueryData(dashboardQuery(dashboard.id).queryKey, dashboard);
      await queries.invalidateQueries({ queryKey: dashboardsQuery.queryKey });
      await navigate({ to: `/dashboards/${dashboard.id}` });
    },
  });
  const made = (dashboards.data?.items ?? []).filter(({ readOnly }) => !readOnly);
  return (
    <FormDialog
      title="Add to a dashboard"
      submit="Add"
      busy={add.isPending}
      problem={messageOf(add.error)}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Title of the panel"
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <NativeSelect
        label="Dashboard"
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
        data={[{ value: NEW, label: "A new one" }, ...made.map((one) => ({ value: one.id, label: one.title }))]}
      />
    </FormDialog>
  );
}

function panelOf(title: string, exprs: readonly string[]): DashboardPanel {
  return {
    title,
    description: "",
    kind: "time_series",
    width: 6,
    height: 6,
    unit: "",
    queries: exprs.map((expr) => ({ expr, legend: "" })),
    thresholds: [],
    text: "",
    repeat: "",
  };
}

function created(title: string, panel: DashboardPanel) {
  const content: DashboardContent = { title, description: "", tags: [], variables: [], panels: [panel] };
  return postDashboards({ body: content });
}

/** The newest version is read first: what stands in the cache may be older. */
async function added(id: string, panel: DashboardPanel) {
  const dashboard = await getDashboardsById({ path: { id } });
  const content = { ...dashboard.content, panels: [...dashboard.content.panels, panel] };
  return putDashboardsById({ path: { id }, body: { version: dashboard.version, content } });
}
