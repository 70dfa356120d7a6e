import type { DashboardContent, DashboardPanel, DashboardVariable } from "../../shared/api";

/** What came of a dashboard of Grafana: the content, and everything that has no counterpart here, in words. */
export interface Imported {
  readonly content: DashboardContent;
  readonly notes: readonly string[];
}

type Json = Record<string, unknown>;

/** Grafana's page is 24 columns wide, and a row of it 30 pixels high with its gap 38. */
const COLUMNS_EACH = 2;
const ROWS_EACH = 1;
const HEIGHT_MAX = 40;

const KINDS: Readonly<Record<string, DashboardPanel["kind"]>> = {
  timeseries: "time_series",
  graph: "time_series",
  "graph (old)": "time_series",
  stat: "stat",
  singlestat: "stat",
  gauge: "gauge",
  bargauge: "bar",
  barchart: "bar",
  piechart: "share",
  "grafana-piechart-panel": "share",
  heatmap: "heatmap",
  table: "table",
  "table-old": "table",
  text: "text",
  row: "row",
};

/** UCUM units by Grafana's names. */
const UNITS: Readonly<Record<string, string>> = {
  bytes: "By",
  decbytes: "By",
  Bps: "By/s",
  binBps: "By/s",
  bps: "bit/s",
  binbps: "bit/s",
  s: "s",
  dtdurations: "s",
  dtdurationms: "ms",
  ms: "ms",
  "\u00b5s": "us",
  ns: "ns",
  percent: "%",
  percentunit: "1",
  hertz: "Hz",
  reqps: "/s",
  ops: "/s",
  cps: "/s",
  rps: "/s",
  wps: "/s",
  iops: "/s",
  pps: "/s",
  celsius: "°C",
  short: "",
  none: "",
};

const SEVERITIES: Readonly<Record<string, "info" | "warning" | "major" | "critical">> = {
  red: "critical",
  "dark-red": "critical",
  "semi-dark-red": "critical",
  orange: "major",
  "dark-orange": "major",
  yellow: "warning",
  "dark-yellow": "warning",
  "#EAB839": "warning",
  blue: "info",
  // What single numbers of old had from the start.
  "rgba(245, 54, 54, 0.9)": "critical",
  "#d44a3a": "critical",
  "#C4162A": "critical",
  "rgba(237, 129, 40, 0.89)": "major",
};

/** Whether a document is a dashboard of Grafana, and not one of ours. */
export function isGrafana(document: unknown): boolean {
  const given = dashboardOf(document);
  return "schemaVersion" in given || "rows" in given || "templating" in given;
}

/** Whether it is one in the form with elements and a layout, which is another language; Grafana exports the classic one, too. */
export function isGrafanaOfElements(document: unknown): boolean {
  const given = dashboardOf(document);
  return "elements" in given && "layout" in given;
}

/** As it is exported, as the API answers it, or as a resource. */
function dashboardOf(document: unknown): Json {
  const { dashboard, apiVersion, spec } = objectOf(document);
  return objectOf(dashboard ?? (textOf(apiVersion).startsWith("dashboard.grafana.app/") ? spec : document));
}

/** Takes over what has a counterpart here, and says of the rest what it was. */
export function fromGrafana(document: unknown): Imported {
  const dashboard = dashboardOf(document);
  const notes: string[] = [];
  const variables = listOf(objectOf(dashboard.templating).list).flatMap((one) => variableOf(one, notes));
  const known = new Set(variables.map(({ name }) => name));
  const panels = panelsOf(dashboard).flatMap((one) => panelOf(one, known, notes));
  noteRest(dashboard, notes);
  return {
    content: {
      title: textOf(dashboard.title) || "Imported dashboard",
      description: textOf(dashboard.description),
      tags: listOf(dashboard.tags).map(textOf).filter(Boolean),
      variables,
      panels,
    },
    notes: [...new Set(notes)],
  };
}

/** In the order in which they stand on the page; a folded row holds its panels, an old dashboard has rows of panels. */
function panelsOf(dashboard: Json): Json[] {
  const old = listOf(dashboard.rows).flatMap((row) => [
    ...(textOf(objectOf(row).title) === ""
      ? []
      : [{ type: "row", title: objectOf(row).title, repeat: objectOf(row).repeat }]),
    ...listOf(objectOf(row).panels).map(objectOf),
  ]);
  const placed = listOf(dashboard.panels)
    .map(objectOf)
    .sort((a, b) => place(a, "y") - place(b, "y") || place(a, "x") - place(b, "x"))
    .flatMap((panel) => [panel, ...(panel.type === "row" ? listOf(panel.panels).map(objectOf) : [])]);
  return [...old, ...placed];
}

function place(panel: Json, axis: string): number {
  return numberOf(objectOf(panel.gridPos)[axis]) ?? 0;
}

function panelOf(panel: Json, variables: ReadonlySet<string>, notes: string[]): DashboardPanel[] {
  const title = textOf(panel.title);
  const kind = KINDS[textOf(panel.type)];
  if (kind === undefined) {
    notes.push(`Panel "${title}": there is no panel of the kind ${textOf(panel.type) || "without a name"}; left out`);
    return [];
  }
  const defaults = objectOf(objectOf(panel.fieldConfig).defaults);
  const queries = queriesOf(panel, title, notes);
  if (queries.length === 0 && kind !== "text" && kind !== "row") {
    notes.push(`Panel "${title}": it has no query in PromQL; left out`);
    return [];
  }
  const repeat = textOf(panel.repeat);
  if (repeat !== "" && !variables.has(repeat))
    notes.push(`Panel "${title}": it repeats by ${repeat}, which is no variable here`);
  noteOfPanel(panel, title, notes);
  noteOfKind(panel, kind, title, notes);
  const min = numberOf(defaults.min);
  const max = numberOf(defaults.max);
  return [
    {
      title,
      description: textOf(panel.description),
      kind,
      ...sizeOf(panel, kind),
      unit: unitOf(unitNameOf(panel, defaults), title, notes),
      queries,
      thresholds: [...thresholdsOf(defaults), ...oldThresholdsOf(panel)],
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      text: textOf(objectOf(panel.options).content) || textOf(panel.content),
      repeat: variables.has(repeat) ? repeat : "",
      ...(kind === "time_series" ? stackingOf(panel, defaults) : {}),
    },
  ];
}

function sizeOf(panel: Json, kind: DashboardPanel["kind"]): { width: number; height: number } {
  if (kind === "row") return { width: 12, height: 1 };
  const grid = objectOf(panel.gridPos);
  const width = Math.round((numberOf(grid.w) ?? (numberOf(panel.span) ?? 6) * COLUMNS_EACH) / COLUMNS_EACH);
  const height = Math.round((numberOf(grid.h) ?? 7) * ROWS_EACH);
  return { width: within(width, 2, 12), height: within(height, 2, HEIGHT_MAX) };
}

function queriesOf(panel: Json, title: string, notes: string[]): DashboardPanel["queries"] {
  return listOf(panel.targets)
    .map(objectOf)
    .flatMap((target) => {
      const expr = textOf(target.expr);
      const source = textOf(objectOf(target.datasource).type);
      if (expr === "" || (source !== "" && source !== "prometheus" && !source.startsWith("$"))) {
        notes.push(`Panel "${title}": a query of ${source || "another source"} is left out`);
        return [];
      }
      if (target.hide === true) {
        notes.push(`Panel "${title}": a hidden query is left out`);
        return [];
      }
      const legend = textOf(target.legendFormat);
      return [{ expr, legend: legend === "__auto" ? "" : legend }];
    });
}

/** The first step of Grafana's is the ground; green and colours that mean nothing here are none. */
function thresholdsOf(defaults: Json): DashboardPanel["thresholds"] {
  return listOf(objectOf(defaults.thresholds).steps)
    .map(objectOf)
    .flatMap(({ value, color }) => {
      const from = numberOf(value);
      const severity = SEVERITIES[textOf(color)];
      return from === undefined || severity === undefined ? [] : [{ from, severity }];
    })
    .sort((a, b) => a.from - b.from);
}

/** Of old, `0.7,0.8` beside three colours: the first is the ground. */
function oldThresholdsOf({ thresholds, colors }: Json): DashboardPanel["thresholds"] {
  const bounds = textOf(thresholds)
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return bounds
    .flatMap((from, index) => {
      const severity = SEVERITIES[textOf(listOf(colors)[index + 1])];
      return Number.isNaN(from) || severity === undefined ? [] : [{ from, severity }];
    })
    .sort((a, b) => a.from - b.from);
}

/** An old panel has it at its axis, or as its format; a heat map at the axis of its buckets. */
function unitNameOf(panel: Json, defaults: Json): string {
  if (panel.type === "heatmap")
    return textOf(objectOf(objectOf(panel.options).yAxis).unit) || textOf(objectOf(panel.yAxis).format);
  return textOf(defaults.unit) || textOf(listOf(panel.yaxes).map(objectOf)[0]?.format) || textOf(panel.format);
}

function unitOf(unit: string, title: string, notes: string[]): string {
  if (unit === "") return "";
  const known = UNITS[unit];
  if (known === undefined) notes.push(`Panel "${title}": the unit ${unit} is not known`);
  return known ?? "";
}

function variableOf(one: unknown, notes: string[]): DashboardVariable[] {
  const given = objectOf(one);
  const name = textOf(given.name);
  const type = textOf(given.type);
  const kinds: Readonly<Record<string, DashboardVariable["kind"]>> = {
    query: "query",
    custom: "custom",
    interval: "interval",
    textbox: "text",
    constant: "custom",
  };
  const kind = kinds[type];
  if (kind === undefined) {
    // The one source here is the store itself: who chooses a data source chooses nothing.
    if (type !== "datasource") notes.push(`Variable ${name}: there is no variable of the kind ${type}; left out`);
    return [];
  }
  const query = textOf(given.query) || textOf(objectOf(given.query).query) || textOf(given.definition);
  const options = kind === "query" || kind === "text" ? [] : optionsOf(query);
  return [
    {
      name,
      label: textOf(given.label),
      kind,
      query: kind === "query" ? query : "",
      pattern: textOf(given.regex),
      options,
      multi: given.multi === true,
      all: given.includeAll === true,
      selected: kind === "text" && query !== "" ? [query] : [],
    },
  ];
}

/** `a, b : c` is Grafana's list of values, some of which have a name of their own. */
function optionsOf(query: string): string[] {
  const values = query.split(",").map((part) => part.split(" : ").at(-1)?.trim() ?? "");
  return values.filter((value) => value !== "");
}

/** What of a panel has no counterpart, now and of old. */
function noteOfPanel(panel: Json, title: string, notes: string[]): void {
  const { fieldConfig, transformations, links, alert } = panel;
  const defaults = objectOf(objectOf(fieldConfig).defaults);
  const left = (what: string) => notes.push(`Panel "${title}": ${what} are left out`);
  if (listOf(objectOf(fieldConfig).overrides).length > 0) left("overrides of single series");
  if (listOf(panel.seriesOverrides).length > 0) left("overrides of single series");
  if (listOf(transformations).length > 0) left("transformations");
  if (listOf(panel.styles).length > 0) left("styles of columns");
  if (listOf(defaults.mappings).length > 0 || listOf(panel.valueMaps).some(isTelling)) left("words for values");
  if (listOf(links).length > 0 || listOf(defaults.links).length > 0) left("links");
  if (textOf(panel.timeFrom) !== "" || textOf(panel.timeShift) !== "")
    notes.push(`Panel "${title}": its own time range is left out; the page's counts`);
  const shown = textOf(panel.valueName) || textOf(listOf(objectOf(objectOf(panel.options).reduceOptions).calcs)[0]);
  if (shown !== "" && !LAST_VALUES.has(shown))
    notes.push(`Panel "${title}": it shows the last value, not the ${shown}`);
  if (alert !== undefined) notes.push(`Panel "${title}": its alert is left out; rules are files here`);
  if (panel.libraryPanel !== undefined) notes.push(`Panel "${title}": it stands in a library`);
}

/** The ways of Grafana to say that the last value counts. */
const LAST_VALUES: ReadonlySet<string> = new Set(["current", "last", "lastNotNull"]);

/** What a kind shows otherwise than there. */
function noteOfKind(panel: Json, kind: DashboardPanel["kind"], title: string, notes: string[]): void {
  if (kind === "share") notes.push(`Panel "${title}": its parts are shown as one bar, not as a pie`);
  const counts = objectOf(panel.options).calculate === true || textOf(panel.dataFormat) === "timeseries";
  if (kind === "heatmap" && counts)
    notes.push(`Panel "${title}": it counts values into buckets of its own; here each series is a row`);
  if (kind === "bar" && ["normal", "percent"].includes(textOf(objectOf(panel.options).stacking)))
    notes.push(`Panel "${title}": its bars are not stacked here`);
}

/** Of old, `stack` beside `percentage`. */
function stackingOf(panel: Json, defaults: Json): Pick<DashboardPanel, "stacking"> {
  const mode = textOf(objectOf(objectOf(defaults.custom).stacking).mode);
  if (mode === "percent" || (panel.stack === true && panel.percentage === true)) return { stacking: "percent" };
  return mode === "normal" || panel.stack === true ? { stacking: "normal" } : {};
}

/** Every single number of old says `N/A` for null, which says nothing. */
function isTelling(map: unknown): boolean {
  return textOf(objectOf(map).value) !== "null";
}

function noteRest(dashboard: Json, notes: string[]): void {
  const annotations = listOf(objectOf(dashboard.annotations).list).map(objectOf);
  if (annotations.some(({ builtIn }) => builtIn !== 1))
    notes.push("Annotations of queries are left out; incidents are shown");
  if (listOf(dashboard.links).length > 0) notes.push("Links of the dashboard are left out");
}

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
