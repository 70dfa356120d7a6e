import { ActionIcon } from "@mantine/core";
import {
  IconBraces,
  IconCopy,
  IconDots,
  IconDownload,
  IconHistory,
  IconLayoutGridAdd,
  IconMaximize,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useCreateDashboard } from "../../entities/dashboard";
import { useCan } from "../../entities/session";
import { LazyDashboardVersionsDialog } from "../../features/dashboard-versions/LazyDashboardVersionsDialog";
import { DeleteDashboardDialog } from "../../features/delete-dashboard/DeleteDashboardDialog";
import { EditDashboardDialog } from "../../features/edit-dashboard/EditDashboardDialog";
import { LazyEditPanelDialog } from "../../features/edit-dashboard/LazyEditPanelDialog";
import type { Dashboard } from "../../shared/api";
import { CommandButton, useCommands } from "../../shared/command";
import { downloadJson } from "../../shared/format/download";
import { Timestamp } from "../../shared/time";
import { Fact, Menu, PageHeader } from "../../shared/ui";

interface DashboardHeadProps {
  readonly dashboard: Dashboard;
  readonly title: string;
  readonly onFullScreen: () => void;
}

type Open = "json" | "panel" | "versions" | "delete" | undefined;

/** Title, who changed it, and what can be done with the whole. */
export function DashboardHead({ dashboard, title, onFullScreen }: DashboardHeadProps) {
  const mayWrite = useCan("dashboard:write");
  const mayChange = mayWrite && !dashboard.readOnly;
  const create = useCreateDashboard();
  const [open, setOpen] = useState<Open>();
  const copy = () => create.mutate({ ...dashboard.content, title: `${dashboard.content.title} (copy)` });
  const section = "Dashboard";
  useCommands([
    { id: "dashboard.full", title: "Full screen", section, icon: IconMaximize, keys: "f", run: onFullScreen },
    { id: "dashboard.copy", title: "Copy", section, icon: IconCopy, available: mayWrite, run: copy },
    {
      id: "dashboard.panel",
      title: "Add panel",
      section,
      icon: IconLayoutGridAdd,
      available: mayChange,
      run: () => setOpen("panel"),
    },
  ]);
  const close = () => setOpen(undefined);
  return (
    <PageHeader
      title={title}
      facts={
        <>
          {dashboard.readOnly ? (
            <Fact label="Comes with">Binnacle</Fact>
          ) : (
            <Fact label="Changed">
              {dashboard.changedAt && <Timestamp at={dashboard.changedAt} />} by {dashboard.changedBy}
            </Fact>
          )}
          {dashboard.content.description !== "" && <span className="muted">{dashboard.content.description}</span>}
        </>
      }
      actions={
        <>
          <CommandButton id="dashboard.full" />
          {mayChange ? <CommandButton id="dashboard.panel" /> : <CommandButton id="dashboard.copy" />}
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label="More about this dashboard">
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconDownload size={15} />}
                onClick={() => downloadJson(dashboard.content.title, dashboard.content)}
              >
                Export
              </Menu.Item>
              {mayWrite && (
                <Menu.Item leftSection={<IconCopy size={15} />} onClick={copy}>
                  Copy
                </Menu.Item>
              )}
              {!dashboard.readOnly && (
                <Menu.Item leftSection={<IconHistory size={15} />} onClick={() => setOpen("versions")}>
                  Versions
                </Menu.Item>
              )}
              {mayChange && (
                <>
                  <Menu.Item leftSection={<IconBraces size={15} />} onClick={() => setOpen("json")}>
                    Edit as JSON
                  </Menu.Item>
                  <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => setOpen("delete")}>
                    Delete
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
          {open === "json" && <EditDashboardDialog dashboard={dashboard} onClose={close} />}
          {open === "versions" && <LazyDashboardVersionsDialog dashboard={dashboard} onClose={close} />}
          {open === "delete" && <DeleteDashboardDialog dashboard={dashboard} onClose={close} />}
          {open === "panel" && (
            <LazyEditPanelDialog dashboard={dashboard} index={dashboard.content.panels.length} onClose={close} />
          )}
        </>
      }
    />
  );
}
