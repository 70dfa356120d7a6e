import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconCopy, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useReplaceDashboard } from "../../entities/dashboard";
import { LazyEditPanelDialog } from "../../features/edit-dashboard/LazyEditPanelDialog";
import { type Dashboard, type DashboardPanel, messageOf } from "../../shared/api";
import { Menu, showToast } from "../../shared/ui";
import classes from "./dashboard.module.css";
import { PanelView, type PanelViewProps } from "./PanelView";

/** A panel, with what can be done to it where the dashboard may be changed. */
export function EditablePanel({ dashboard, ...props }: PanelViewProps & { readonly dashboard?: Dashboard }) {
  const menu = dashboard && <PanelMenu dashboard={dashboard} index={props.placed.index} />;
  return <PanelView {...props} menu={menu} />;
}

function PanelMenu({ dashboard, index }: { readonly dashboard: Dashboard; readonly index: number }) {
  const [editing, setEditing] = useState(false);
  const replace = useReplaceDashboard(dashboard);
  const { content } = dashboard;
  const { panels } = content;
  const put = (next: DashboardPanel[]) =>
    replace.mutate(
      { content: { ...content, panels: next } },
      { onError: (problem) => showToast(messageOf(problem) ?? "It was not changed.", { state: "critical" }) },
    );
  const name = panels[index]?.title || "the panel";
  return (
    <span className={classes.panelMenu}>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" size={24} aria-label={`Change ${name}`}>
            <IconPencil size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setEditing(true)}>
            Edit
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowUp size={15} />}
            disabled={index === 0}
            onClick={() => put(moved(panels, index, -1))}
          >
            Move before
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={15} />}
            disabled={index === panels.length - 1}
            onClick={() => put(moved(panels, index, 1))}
          >
            Move behind
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={15} />}
            onClick={() => put(panels.toSpliced(index, 0, ...panels.slice(index, index + 1)))}
          >
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => put(panels.toSpliced(index, 1))}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {editing && <LazyEditPanelDialog dashboard={dashboard} index={index} onClose={() => setEditing(false)} />}
    </span>
  );
}

function moved(panels: readonly DashboardPanel[], index: number, by: -1 | 1): DashboardPanel[] {
  const taken = panels.slice(index, index + 1);
  return panels.toSpliced(index, 1).toSpliced(index + by, 0, ...taken);
}
