import { describe, expect, it } from "vitest";
import { fromGrafana, isGrafana, isGrafanaOfElements } from "./grafana";

const DASHBOARD = {
  title: "Node",
  tags: ["linux"],
  schemaVersion: 39,
  templating: {
    list: [
      { name: "ds", type: "datasource", query: "prometheus" },
      {
        name: "job",
        label: "Job",
        type: "query",
        query: { query: "label_values(up, job)" },
        multi: true,
        includeAll: true,
      },
      { name: "step", type: "interval", query: "1m,5m" },
      { name: "who", type: "adhoc" },
    ],
  },
  panels: [
    { type: "stat", title: "Later", gridPos: { x: 0, y: 9, w: 6, h: 4 }, targets: [{ expr: "up" }] },
    {
      type: "timeseries",
      title: "CPU",
      gridPos: { x: 0, y: 1, w: 12, h: 8 },
      repeat: "job",
      datasource: { type: "prometheus", uid: "$ds" },
      targets: [
        { expr: 'rate(cpu{job="$job"}[$__rate_interval])', legendFormat: "{{mode}}" },
        { expr: "x", hide: true },
        { rawSql: "SELECT 1", datasource: { type: "postgres" } },
      ],
      fieldConfig: {
        defaults: {
          unit: "percentunit",
          max: 1,
          thresholds: {
            steps: [
              { value: null, color: "green" },
              { value: 0.9, color: "red" },
            ],
          },
        },
        overrides: [{}],
      },
    },
    { type: "row", title: "Rest", gridPos: { x: 0, y: 20, w: 24, h: 1 }, panels: [{ type: "geomap", title: "Where" }] },
  ],
  annotations: { list: [{ builtIn: 1 }, { name: "deploys" }] },
};

describe("a dashboard of Grafana", () => {
  const { content, notes } = fromGrafana(DASHBOARD);

  it("is told from one of ours", () => {
    expect(isGrafana(DASHBOARD)).toBe(true);
    expect(isGrafana({ dashboard: DASHBOARD })).toBe(true);
    expect(isGrafana({ title: "Ours", panels: [], variables: [] })).toBe(false);
    const resource = { apiVersion: "dashboard.grafana.app/v1beta1", kind: "Dashboard", spec: DASHBOARD };
    expect(isGrafana(resource)).toBe(true);
    expect(fromGrafana(resource)).toEqual({ content, notes });
    const second = { apiVersion: "dashboard.grafana.app/v2beta1", spec: { elements: {}, layout: {} } };
    expect([second, resource, DASHBOARD, null].map(isGrafanaOfElements)).toEqual([true, false, false, false]);
  });

  it("keeps its panels in the order of the page, with size, unit, limits and repetition", () => {
    expect(content.panels.map(({ title, kind }) => [title, kind])).toEqual([
      ["CPU", "time_series"],
      ["Later", "stat"],
      ["Rest", "row"],
    ]);
    expect(content.panels[0]).toMatchObject({
      width: 6,
      height: 8,
      unit: "1",
      max: 1,
      repeat: "job",
      queries: [{ expr: 'rate(cpu{job="$job"}[$__rate_interval])', legend: "{{mode}}" }],
      thresholds: [{ from: 0.9, severity: "critical" }],
    });
  });

  it("keeps its variables; a data source is no choice here", () => {
    expect(content.variables.map(({ name, kind, options }) => [name, kind, options])).toEqual([
      ["job", "query", []],
      ["step", "interval", ["1m", "5m"]],
    ]);
    expect(content.variables[0]).toMatchObject({ query: "label_values(up, job)", multi: true, all: true });
  });

  it("says of everything else what it was", () => {
    expect(notes).toEqual([
      "Variable who: there is no variable of the kind adhoc; left out",
      'Panel "CPU": a hidden query is left out',
      'Panel "CPU": a query of postgres is left out',
      'Panel "CPU": overrides of single series are left out',
      'Panel "Where": there is no panel of the kind geomap; left out',
      "Annotations of queries are left out; incidents are shown",
    ]);
  });

  it("of the old form has rows of panels", () => {
    const old = { rows: [{ title: "R", panels: [{ type: "graph", title: "G", span: 4, targets: [{ expr: "up" }] }] }] };
    const imported = fromGrafana(old).content;
    expect(imported.panels.map(({ title, width }) => [title, width])).toEqual([
      ["R", 12],
      ["G", 4],
    ]);
    expect(imported.title).toBe("Imported dashboard");
  });

  it("of the old form has units, limits and settings of its own", () => {
    const busy = {
      type: "singlestat",
      title: "Busy",
      format: "percentunit",
      thresholds: "0.7,0.8",
      colors: ["#299c46", "rgba(237, 129, 40, 0.89)", "#d44a3a"],
      valueMaps: [{ op: "=", text: "N/A", value: "null" }],
      valueName: "avg",
      targets: [{ expr: "a" }],
    };
    const load = {
      type: "graph",
      title: "Load",
      stack: true,
      timeFrom: "1h",
      seriesOverrides: [{ alias: "x" }],
      targets: [{ expr: "b" }],
    };
    const { content: taken, notes: told } = fromGrafana({ schemaVersion: 16, panels: [busy, load] });
    expect(taken.panels[0]).toMatchObject({
      unit: "1",
      thresholds: [
        { from: 0.7, severity: "major" },
        { from: 0.8, severity: "critical" },
      ],
    });
    expect(taken.panels.map(({ stacking }) => stacking)).toEqual([undefined, "normal"]);
    expect(told).toEqual([
      'Panel "Busy": it shows the last value, not the avg',
      'Panel "Load": overrides of single series are left out',
      'Panel "Load": its own time range is left out; the page\'s counts',
    ]);
  });

  it("keeps heat maps, stacks, and pies as bars in parts", () => {
    const targets = [{ expr: "a" }];
    const stacked = (title: string, mode: string) => ({
      type: "timeseries",
      title,
      targets,
      fieldConfig: { defaults: { custom: { stacking: { group: "A", mode } } } },
    });
    const { content: taken, notes: told } = fromGrafana({
      schemaVersion: 39,
      panels: [
        { type: "heatmap", title: "Latency", targets, options: { calculate: false, yAxis: { unit: "s" } } },
        { type: "heatmap", title: "Values", targets, dataFormat: "timeseries", yAxis: { format: "bytes" } },
        { type: "piechart", title: "Parts", targets },
        stacked("By mode", "normal"),
        stacked("Of all", "percent"),
        stacked("Apart", "none"),
        { type: "graph", title: "Old", stack: true, percentage: true, targets },
      ],
    });
    expect(taken.panels.map(({ kind, unit, stacking }) => [kind, unit, stacking])).toEqual([
      ["heatmap", "s", undefined],
      ["heatmap", "By", undefined],
      ["share", "", undefined],
      ["time_series", "", "normal"],
      ["time_series", "", "percent"],
      ["time_series", "", undefined],
      ["time_series", "", "percent"],
    ]);
    expect(told).toEqual([
      'Panel "Values": it counts values into buckets of its own; here each series is a row',
      'Panel "Parts": its parts are shown as one bar, not as a pie',
    ]);
  });

  it("that is none comes to nothing, without an error", () => {
    expect(fromGrafana(null).content.panels).toEqual([]);
    expect(fromGrafana([1, "x"]).notes).toEqual([]);
  });
});
