import type { ChartData } from "./series";

/** One row for each instant; a gap is an empty field. */
export function toCsv(data: ChartData, unit: string, instantOf: (seconds: number) => string): string {
  const suffix = unit === "" ? "" : ` [${unit}]`;
  const head = ["time", ...data.series.map((series) => series.label + suffix)];
  const rows = data.times.map((time, index) => [
    instantOf(time),
    ...data.series.map((series) => String(series.values[index] ?? "")),
  ]);
  return csvOf([head, ...rows]);
}

/** RFC 4180; a field that a spreadsheet would take for a formula is made text. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}

export function downloadCsv(name: string, csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

function field(text: string): string {
  const safe = /^[=+@\t]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
