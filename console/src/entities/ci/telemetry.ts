import type { ConfigurationItem } from "../../shared/api";
import type { ChartQuery } from "../../shared/chart";

/** A chart that every item of a class has. */
export interface TelemetryChart {
  readonly id: string;
  readonly title: string;
  readonly unit?: string;
  readonly queries: readonly ChartQuery[];
  /** Amounts beyond eight series are summed; of utilisations the worst is shown. */
  readonly folding?: "sum" | "worst";
}

/** The charts of an item, most telling first; none for a class that nothing measures. */
export function telemetryOf(ci: Pick<ConfigurationItem, "ciClass" | "key" | "attributes">): TelemetryChart[] {
  switch (ci.ciClass) {
    case "server":
      return serverCharts(`host_id=${quoted(ci.key)}`);
    case "operating_system":
      return serverCharts(`host_id=${quoted(ci.key)}`).filter(({ id }) => ["cpu", "memory", "processes"].includes(id));
    case "file_system":
      return fileSystemCharts(`${hostOf(ci.key)},system_filesystem_mountpoint=${quoted(partOf(ci.key))}`);
    case "disk":
      return diskCharts(`${hostOf(ci.key)},system_device=${quoted(text(ci.attributes.device, partOf(ci.key)))}`);
    case "network_interface":
      return interfaceCharts(`${hostOf(ci.key)},network_interface_name=${quoted(partOf(ci.key))}`);
    case "system_service":
      return serviceCharts(ci.key);
    default:
      // Running programs are of the class application, or of any that inherits from it.
      return isWatched(ci.attributes) ? serviceCharts(ci.key) : [];
  }
}

/** Whether a program's stopping would be noticed: it is a service, and has a port of its own to be found at. */
function isWatched({ service, tcp_ports, udp_ports, unit }: Readonly<Record<string, unknown>>): boolean {
  const some = (ports: unknown) => Array.isArray(ports) && ports.length > 0;
  return service === true && (some(tcp_ports) || some(udp_ports) || text(unit, "") !== "");
}

function serviceCharts(key: string): TelemetryChart[] {
  const queries = [{ expr: `system_service_up{item_key=${quoted(key)}}`, label: "up" }];
  return [{ id: "up", title: "Service up", queries }];
}

function serverCharts(host: string): TelemetryChart[] {
  return [
    {
      id: "cpu",
      title: "CPU",
      unit: "1",
      folding: "worst",
      queries: [{ expr: `system_cpu_utilization_ratio{${host}}`, label: "busy" }],
    },
    {
      id: "load",
      title: "Load",
      queries: [
        { expr: `system_cpu_load_average_1m{${host}}`, label: "1 min" },
        { expr: `system_cpu_load_average_5m{${host}}`, label: "5 min" },
        { expr: `system_cpu_load_average_15m{${host}}`, label: "15 min" },
        { expr: `system_cpu_logical_count{${host}}`, label: "CPUs" },
      ],
    },
    {
      id: "memory",
      title: "Memory",
      unit: "By",
      queries: [
        { expr: `system_memory_usage_bytes{${host},system_memory_state="used"}`, label: "used" },
        {
          expr: `system_memory_usage_bytes{${host},system_memory_state=~"cached|buffers"}`,
          label: "{{system_memory_state}}",
        },
        { expr: `system_memory_limit_bytes{${host}}`, label: "size" },
      ],
    },
    {
      id: "file-systems",
      title: "File systems",
      unit: "1",
      folding: "worst",
      queries: [{ expr: `system_filesystem_utilization_ratio{${host}}`, label: "{{system_filesystem_mountpoint}}" }],
    },
    {
      id: "disk",
      title: "Disk I/O",
      unit: "By/s",
      queries: [
        {
          expr: `sum by (disk_io_direction) (rate(system_disk_io_bytes_total{${host}}[$window]))`,
          label: "{{disk_io_direction}}",
        },
      ],
    },
    {
      id: "network",
      title: "Network I/O",
      unit: "By/s",
      queries: [
        {
          expr: `sum by (network_io_direction) (rate(system_network_io_bytes_total{${host},network_interface_name!="lo"}[$window]))`,
          label: "{{network_io_direction}}",
        },
      ],
    },
    {
      id: "cpu-modes",
      title: "CPU time",
      unit: "{core}",
      queries: [
        {
          expr: `sum by (cpu_mode) (rate(system_cpu_time_seconds_total{${host},cpu_mode!="idle"}[$window]))`,
          label: "{{cpu_mode}}",
        },
      ],
    },
    {
      id: "processes",
      title: "Processes",
      queries: [{ expr: `sum(system_process_count{${host}})`, label: "processes" }],
    },
    {
      id: "clock",
      title: "Clock offset",
      unit: "s",
      queries: [{ expr: `system_clock_offset_seconds{${host}}`, label: "offset" }],
    },
  ];
}

function fileSystemCharts(selector: string): TelemetryChart[] {
  return [
    {
      id: "used",
      title: "Space",
      unit: "By",
      queries: [
        { expr: `system_filesystem_usage_bytes{${selector},system_filesystem_state="used"}`, label: "used" },
        { expr: `system_filesystem_limit_bytes{${selector}}`, label: "size" },
      ],
    },
    {
      id: "utilization",
      title: "Space in use",
      unit: "1",
      folding: "worst",
      queries: [{ expr: `system_filesystem_utilization_ratio{${selector}}`, label: "used" }],
    },
    {
      id: "inodes",
      title: "Inodes in use",
      unit: "1",
      folding: "worst",
      queries: [{ expr: `system_filesystem_inodes_utilization_ratio{${selector}}`, label: "used" }],
    },
  ];
}

function diskCharts(selector: string): TelemetryChart[] {
  return [
    {
      id: "io",
      title: "Throughput",
      unit: "By/s",
      queries: [{ expr: `rate(system_disk_io_bytes_total{${selector}}[$window])`, label: "{{disk_io_direction}}" }],
    },
    {
      id: "operations",
      title: "Operations",
      unit: "{operation}/s",
      queries: [{ expr: `rate(system_disk_operations_total{${selector}}[$window])`, label: "{{disk_io_direction}}" }],
    },
    {
      id: "busy",
      title: "Busy",
      unit: "1",
      queries: [{ expr: `rate(system_disk_io_time_seconds_total{${selector}}[$window])`, label: "busy" }],
    },
  ];
}

function interfaceCharts(selector: string): TelemetryChart[] {
  return [
    {
      id: "io",
      title: "Throughput",
      unit: "By/s",
      queries: [
        { expr: `rate(system_network_io_bytes_total{${selector}}[$window])`, label: "{{network_io_direction}}" },
      ],
    },
    {
      id: "errors",
      title: "Errors",
      unit: "{packet}/s",
      queries: [{ expr: `rate(system_network_errors_total{${selector}}[$window])`, label: "{{network_io_direction}}" }],
    },
    {
      id: "dropped",
      title: "Dropped",
      unit: "{packet}/s",
      queries: [
        { expr: `rate(system_network_packet_dropped_total{${selector}}[$window])`, label: "{{network_io_direction}}" },
      ],
    },
  ];
}

/** The matcher of the host that a key such as `<machine id>:/data` begins with. */
function hostOf(key: string): string {
  return `host_id=${quoted(key.slice(0, Math.max(0, key.indexOf(":"))))}`;
}

/** What comes after the host in a key: the mount point, the interface. */
export function partOf(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}

function text(value: unknown, fallback: string): string {
  return typeof value === "string" && value !== "" ? value : fallback;
}

/** A PromQL string. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"\n]/g, (sign) => (sign === "\n" ? "\\n" : `\\${sign}`))}"`;
}
