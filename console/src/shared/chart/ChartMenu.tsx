import { ActionIcon } from "@mantine/core";
import {
  IconArrowBackUp,
  IconChartLine,
  IconDots,
  IconDownload,
  IconTable,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { unitWord } from "../format/units";
import { formatClockSeconds } from "../time";
import { Menu } from "../ui";
import styles from "./Chart.module.css";
import { downloadCsv, toCsv } from "./csv";
import { EXPLORER } from "./explore";
import { type ChartData, isEmpty } from "./series";
import type { Zoom } from "./useZoom";

interface ChartMenuProps {
  readonly title: string;
  readonly unit?: string | undefined;
  readonly data: ChartData;
  readonly zone: string;
  readonly zoom: Zoom;
  /** The search part of the address that shows the same in the explorer. */
  readonly explore?: Record<string, string> | undefined;
  readonly asTable: boolean;
  readonly onTable: () => void;
}

/** What can be done with a chart, without a drag. */
export function ChartMenu({ title, unit, data, zone, zoom, explore, asTable, onTable }: ChartMenuProps) {
  const nothing = isEmpty(data);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" size={24} className={styles.menu ?? ""} aria-label={`More about ${title}`}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconZoomIn size={15} />} onClick={zoom.in}>
          Zoom in
        </Menu.Item>
        <Menu.Item leftSection={<IconZoomOut size={15} />} onClick={zoom.out}>
          Zoom out
        </Menu.Item>
        {zoom.canGoBack && (
          <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={zoom.back}>
            Back to the range before
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTable size={15} />} onClick={onTable} disabled={nothing}>
          {asTable ? "View as chart" : "View as table"}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload size={15} />}
          disabled={nothing}
          onClick={() =>
            downloadCsv(
              title,
              toCsv(data, unitWord(unit), (at) => new Date(at * 1000).toISOString()),
            )
          }
        >
          Download CSV
        </Menu.Item>
        {explore !== undefined && (
          <Menu.Item link={{ as: Link, to: EXPLORER, search: explore }} leftSection={<IconChartLine size={15} />}>
            Open in the explorer
          </Menu.Item>
        )}
        <Menu.Label>
          Times in {zone === "UTC" ? "UTC" : zone}, until {formatClockSeconds(lastTime(data), zone)}
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

function lastTime(data: ChartData): number {
  return (data.times.at(-1) ?? 0) * 1000;
}
