// Dashboards: those that come with Binnacle, one's own, Grafana's.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser";
import { lacking, type Program, startProgram } from "./program";
import { faultsInBothThemes, faultsOf, PASSWORD, type Send, settled, setUp, signIn } from "./session";
import { type Shop, startShop } from "./shop";
import { waitUntil } from "./wait";

/** Nothing here is about speed: a machine that does much else at once may take its time. */
const PATIENCE_MILLIS = 90_000;

const CONFIGURATION = `
scrape:
  prometheusFile: FOLDER/rules/prometheus.yml
`;

const SCRAPE = (target: string) => `
global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
  - job_name: shop
    static_configs: [{targets: ["${target}"]}]
`;

/** As Grafana exports one, with things that have no counterpart. */
const GRAFANA = {
  title: "Shop of Grafana",
  schemaVersion: 39,
  templating: {
    list: [
      {
        name: "handler",
        type: "query",
        query: { query: "label_values(shop_request_duration_seconds_count, handler)" },
        multi: true,
        includeAll: true,
      },
    ],
  },
  panels: [
    {
      type: "timeseries",
      title: "Requests of $handler",
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      repeat: "handler",
      targets: [
        {
          expr: 'sum by (handler) (rate(shop_request_duration_seconds_count{handler=~"$handler"}[$__rate_interval]))',
          legendFormat: "{{handler}}",
        },
      ],
    },
    { type: "stat", title: "Queue", gridPos: { x: 12, y: 0, w: 6, h: 4 }, targets: [{ expr: "shop_queue_depth" }] },
    { type: "geomap", title: "Where", gridPos: { x: 12, y: 4, w: 6, h: 4 } },
  ],
};

/** What Grafana has other pictures for. */
const PICTURES = {
  title: "Pictures of Grafana",
  schemaVersion: 39,
  panels: [
    {
      type: "heatmap",
      title: "Latency",
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      options: { calculate: false, yAxis: { unit: "s" } },
      targets: [{ expr: "sum by (le) (increase(shop_request_duration_seconds_bucket[$__rate_interval]))" }],
    },
    {
      type: "piechart",
      title: "By handler",
      gridPos: { x: 12, y: 0, w: 12, h: 8 },
      targets: [{ expr: "sum by (handler) (shop_request_duration_seconds_count)", legendFormat: "{{handler}}" }],
    },
    {
      type: "timeseries",
      title: "Stacked",
      gridPos: { x: 0, y: 8, w: 12, h: 8 },
      fieldConfig: { defaults: { custom: { stacking: { mode: "percent" } } } },
      targets: [{ expr: "sum by (handler) (shop_request_duration_seconds_count)", legendFormat: "{{handler}}" }],
    },
  ],
};

describe.skipIf(lacking !== "")("dashboards", () => {
  let shop: Shop;
  let program: Program;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let send: Send;

  beforeAll(async () => {
    shop = await startShop();
    program = await startProgram(CONFIGURATION, { "prometheus.yml": SCRAPE(shop.target) });
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1440, height: 960 } });
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    await setUp(page, program);
    send = await signIn(context, program, "mira");
    await waitUntil("the shop has been scraped a few times", 120_000, async () => {
      const query = encodeURIComponent("count_over_time(shop_queue_depth[5m]) > 3");
      const answer = await send<{ data: { result: unknown[] } }>("GET", `query?query=${query}`);
      return answer.data.result.length > 0;
    });
    await waitUntil("discovery has found this machine", 120_000, async () => {
      return (await send<{ total: number }>("GET", "cis?q=class:server")).total > 0;
    });
  });

  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    await shop?.close();
  });

  async function open(address: string, search: Record<string, string> = {}) {
    await page.goto(`${program.url}/${address}?${new URLSearchParams(search)}`);
    await settled(page);
  }

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const item = (name: string) => page.getByRole("menuitem", { name, exact: true });
  const panel = (name: string | RegExp) => page.getByRole("article", { name });
  const searchOf = () => new URL(page.url()).searchParams;
  const pathOf = () => new URL(page.url()).pathname;
  const onDashboard = () => page.waitForURL(/\/dashboards\/[0-9a-f-]{36}/);

  test("the page of a host leads to its dashboard in one click", async () => {
    const { items } = await send<{ items: { id: string; name: string }[] }>("GET", "cis?q=class:server");
    await open(`ci/${items[0]?.id}`);
    await page.getByRole("link", { name: "Host dashboard" }).click();
    await page.waitForURL("**/dashboards/host**");
    expect(searchOf().get("var-instance")).toBe(items[0]?.name);
    await page.getByRole("img", { name: /^CPU from / }).waitFor();
    await panel("Memory used").getByText(/%$/).waitFor();
    await page.getByRole("checkbox", { name: "Changes" }).check();
    await page.waitForURL(/[?&]changes=on/);
    expect(await button(/^Change /).count(), "a ready made one is not changed").toBe(0);
  });

  test("a host that only a node_exporter tells of leads to the dashboard of that", async () => {
    await send("POST", "intents/plan", Buffer.from("class,name,stage\nserver,web9,in_service\n"));
    const { items } = await send<{ items: { id: string }[] }>("GET", "cis?q=class:server+name:web9");
    await open(`ci/${items[0]?.id}`);
    await page.locator('a[href*="node-exporter"]').click();
    await page.waitForURL("**/dashboards/node-exporter**");
    expect(searchOf().get("var-job")).toBe("shop");
    expect(searchOf().get("var-instance")).toBe(shop.target);
  });

  test("a ready made one is copied, and the copy is changed", async () => {
    await open("dashboards/nginx");
    await button("Copy").click();
    await onDashboard();
    await page.getByRole("heading", { level: 1, name: "nginx (copy)" }).waitFor();
    await button("Add panel").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Orders that wait");
    await dialog.getByLabel("Shows").selectOption("table");
    await dialog.locator(".cm-content").click();
    await page.keyboard.insertText("shop_queue_depth");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await panel("Orders that wait").getByRole("cell", { name: "7", exact: true }).waitFor();
    await panel("Orders that wait").hover();
    await button("Change Orders that wait").click();
    await item("Move before").click();
    await waitUntil("it has moved", PATIENCE_MILLIS, async () => {
      const names = await page
        .locator("main article[aria-label]")
        .evaluateAll((all) => all.map((one) => one.ariaLabel));
      return names.at(-2) === "Orders that wait";
    });
    await button("Change Orders that wait").click();
    await item("Remove").click();
    await panel("Orders that wait").waitFor({ state: "detached" });
  });

  test("one of Grafana's says what will be missing, and repeats as there", async () => {
    await open("dashboards");
    await button("Import").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("JSON").fill(JSON.stringify(GRAFANA));
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await dialog.getByText(/there is no panel of the kind geomap/).waitFor();
    const faults = await faultsOf(page, "import dialog");
    await dialog.getByRole("button", { name: "Import without these" }).click();
    await onDashboard();
    await panel("Requests of /cart")
      .getByRole("img", { name: /now .*\/s/ })
      .waitFor();
    await panel("Requests of /search").waitFor();
    await panel("Queue").getByText("7", { exact: true }).waitFor();
    await button(/^handler: All/).click();
    await page.getByRole("dialog", { name: "Choose handler" }).getByLabel("/cart").check();
    await panel("Requests of /search").waitFor({ state: "detached" });
    expect(searchOf().get("var-handler")).toBe("/cart");
    expect(faults).toEqual([]);
  });

  test("heat maps, parts and stacks of Grafana's are there, in pictures and in figures", async () => {
    await open("dashboards");
    await button("Import").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("JSON").fill(JSON.stringify(PICTURES));
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await dialog.getByText(/"By handler": its parts are shown as one bar, not as a pie/).waitFor();
    await dialog.getByRole("button", { name: "Import without these" }).click();
    await onDashboard();
    await panel("By handler")
      .getByRole("img", { name: /\/search 75.*\/cart 25/ })
      .waitFor();
    await panel("Stacked")
      .getByRole("img", { name: /\/search now 75/ })
      .waitFor();
    await panel("Latency")
      .getByRole("img", { name: /^Latency from .*: most in / })
      .waitFor();
    const faults = await faultsInBothThemes(page, "heat map, parts and stack");
    await button("More about Latency").click();
    await item("View as table").click();
    await panel("Latency").getByRole("columnheader", { name: "over 1 s" }).waitFor();
    expect(faults).toEqual([]);
  });

  test("an export comes back by an import", async () => {
    await open("dashboards/jvm");
    await button("More about this dashboard").click();
    const [download] = await Promise.all([page.waitForEvent("download"), item("Export").click()]);
    expect(download.suggestedFilename()).toBe("jvm.json");
    const file = await download.path();
    await open("dashboards");
    await button("Import").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("File").setInputFiles(file);
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await onDashboard();
    await page.getByRole("heading", { level: 1, name: "JVM" }).waitFor();
  });

  test("a query of the explorer becomes a panel", async () => {
    await open("explore/metrics", { q: "shop_queue_depth" });
    await button("Add to a dashboard").click();
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await onDashboard();
    await panel("shop_queue_depth").getByRole("img", { name: /now 7/ }).waitFor();
  });

  test("what somebody else changed meanwhile is not overwritten", async () => {
    const content = { title: "Shared", description: "", tags: [], variables: [], panels: [] };
    const { id } = await send<{ id: string }>("POST", "dashboards", content);
    // Without the live stream this tab does not hear of it in time, as it might not.
    await context.route("**/api/v1/stream*", (route) => route.abort());
    await open(`dashboards/${id}`);
    await button("More about this dashboard").click();
    await item("Edit as JSON").click();
    await send("PUT", `dashboards/${id}`, { version: 1, content: { ...content, title: "Jon's" } });
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Content as JSON").fill(JSON.stringify({ ...content, title: "Mira's" }));
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText(/changed meanwhile/).waitFor();
    await context.unroute("**/api/v1/stream*");
    expect((await send<{ content: { title: string } }>("GET", `dashboards/${id}`)).content.title).toBe("Jon's");
  });

  test("what was saved before is seen, and gone back to with a reason", async () => {
    const content = { title: "Kept", description: "", tags: [], variables: [], panels: [] };
    const { id } = await send<{ id: string }>("POST", "dashboards", content);
    await send("PUT", `dashboards/${id}`, { version: 1, content: { ...content, title: "Worse" }, note: "a trial" });
    await open(`dashboards/${id}`);
    await button("More about this dashboard").click();
    await item("Versions").click();
    const dialog = page.getByRole("dialog", { name: "Versions", exact: true });
    await dialog.getByText(/Version 2 by mira/).click();
    await dialog.getByText("a trial").waitFor();
    await dialog
      .locator("[data-line=removed]")
      .getByText(/"title": "Kept"/)
      .waitFor();
    const faults = await faultsInBothThemes(page, "versions dialog");
    await dialog.getByRole("button", { name: "Back to version 1" }).click();
    const back = page.getByRole("dialog", { name: "Back to version 1" });
    await back.getByLabel("Note").fill("it was better");
    await back.getByRole("button", { name: "Go back" }).click();
    await dialog.getByText("it was better").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { level: 1, name: "Kept" }).waitFor();
    expect(faults).toEqual([]);
  });

  test("a viewer sees dashboards, and no way to change one", async () => {
    await send("POST", "users", { name: "sam", displayName: "Sam Park", role: "viewer", password: PASSWORD });
    const viewing = await browser.newContext({ viewport: { width: 1440, height: 960 } });
    await signIn(viewing, program, "sam");
    const view = await viewing.newPage();
    for (const address of ["dashboards", "dashboards/host", "explore/metrics?q=up"]) {
      await view.goto(`${program.url}/${address}`);
      await settled(view);
      for (const action of ["New dashboard", "Import", "Copy", "Add panel", "Add to a dashboard"]) {
        const count = await view.getByRole("button", { name: action, exact: true }).count();
        expect(count, `${action} on ${address}`).toBe(0);
      }
    }
    await viewing.close();
  });

  test("axe finds nothing on dashboards in either theme", async () => {
    const found: string[] = [];
    for (const address of ["dashboards", "dashboards/host", "dashboards/jvm", "dashboards/node-exporter"]) {
      await open(address);
      found.push(...(await faultsInBothThemes(page, address)));
    }
    await open("dashboards/host");
    await button("Copy").click();
    await onDashboard();
    await button("Add panel").click();
    await page.locator(".cm-content").waitFor();
    found.push(...(await faultsInBothThemes(page, "panel dialog")));
    expect(found).toEqual([]);
  });

  test("a dashboard is no wider than a telephone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open("dashboards/host");
    const found = await faultsOf(page, "host dashboard at 390 pixels");
    await open("dashboards");
    found.push(...(await faultsOf(page, "dashboards at 390 pixels")));
    expect(found).toEqual([]);
    expect(pathOf()).toBe("/dashboards");
  });
});
