import { IconCheck, IconColumns3 } from "@tabler/icons-react";
import { Menu, ToolButton } from "../ui";
import type { TableColumn } from "./DataTable";

interface ColumnPickerProps<Row> {
  readonly columns: readonly TableColumn<Row>[];
  readonly shown: readonly TableColumn<Row>[];
  readonly onPick: (ids: string[]) => void;
}

/** Which columns the list shows; the first always. */
export function ColumnPicker<Row>({ columns, shown, onPick }: ColumnPickerProps<Row>) {
  const ids = shown.map((column) => column.id);
  const toggle = (id: string) =>
    onPick(
      columns.map((column) => column.id).filter((other) => (other === id ? !ids.includes(id) : ids.includes(other))),
    );
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <ToolButton icon={<IconColumns3 size={15} />} word="Columns" />
      </Menu.Target>
      <Menu.Dropdown>
        {columns.slice(1).map((column) => (
          <Menu.Item
            key={column.id}
            role="menuitemcheckbox"
            aria-checked={ids.includes(column.id)}
            leftSection={<IconCheck size={15} visibility={ids.includes(column.id) ? "visible" : "hidden"} />}
            onClick={() => toggle(column.id)}
          >
            {column.header}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
