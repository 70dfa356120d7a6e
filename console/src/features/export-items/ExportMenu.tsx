import { IconFileExport } from "@tabler/icons-react";
import type { AnchorHTMLAttributes } from "react";
import { asOfQuery, type EstateTime } from "../../entities/ci";
import type { ListState } from "../../shared/table";
import { Menu, ToolButton } from "../../shared/ui";

const FORMATS = [
  { format: "csv", label: "CSV, for spreadsheets" },
  { format: "json", label: "JSON" },
  { format: "yaml", label: "YAML" },
] as const;

interface ExportMenuProps {
  readonly state: ListState;
  readonly time: EstateTime;
}

/** The items of the list as a file, all that match, in its order, as of its time; the server writes while the browser saves. */
export function ExportMenu({ state, time }: ExportMenuProps) {
  return (
    <Menu>
      <Menu.Target>
        <ToolButton icon={<IconFileExport size={15} />} word="Export" />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All that {time.at === "" ? "match" : "matched then"}, in this order</Menu.Label>
        {FORMATS.map(({ format, label }) => (
          <Menu.Item key={format} link={{ as: Download, to: addressOf(state, time, format) }}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function addressOf({ q, sort }: ListState, time: EstateTime, format: string): string {
  return `/api/v1/cis-export?${new URLSearchParams({ q, sort, format, ...asOfQuery(time) })}`;
}

/** An address that the browser saves, under the name of its format. */
function Download({
  to,
  search: _,
  ...rest
}: { to: string; search?: unknown } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const format = new URLSearchParams(to.split("?")[1]).get("format");
  return <a href={to} download={`items.${format}`} {...rest} />;
}
