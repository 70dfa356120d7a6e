// Metrics in the console: the explorer.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser";
import { lacking, type Program, startProgram } from "./program";
import { faultsOf, type Send, settled, setUp, signIn } from "./session";
import { type Shop, startShop } from "./shop";
import { waitUntil } from "./wait";

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

describe.skipIf(lacking !== "")("metrics in the console", () => {
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
    await setUp(page, program);
    send = await signIn(context, program, "mira");
    await waitUntil("the shop has been scraped a few times", 120_000, async () => {
      const answer = await send<{ data: { result: unknown[] } }>(
        "GET",
        `query?query=${encodeURIComponent("count_over_time(shop_queue_depth[5m]) > 3")}`,
      );
      return answer.data.result.length > 0;
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

  const editor = (letter: string) => page.getByRole("textbox", { name: `Query ${letter}`, exact: true });
  const searchOf = () => new URL(page.url()).searchParams;

  test("a query is written with completion, run by Enter, and stands in the address", async () => {
    await open("explore/metrics");
    await page.locator(".cm-content").waitFor();
    await editor("A").click();
    await page.keyboard.type("shop_queue");
    await page.getByRole("option", { name: /shop_queue_depth/ }).click();
    await waitUntil(
      "the completion was taken",
      5_000,
      async () => (await editor("A").textContent())?.trim() === "shop_queue_depth",
    );
    await page.keyboard.press("Enter");
    await waitUntil("the query is in the address", 5_000, () => searchOf().get("q") === "shop_queue_depth");
    await page.getByRole("img", { name: /shop_queue_depth from .* now 7/ }).waitFor();
  });

  test("several queries share a chart only when they share a unit, in the unit of their metrics", async () => {
    await open("explore/metrics", {
      from: "now-5m",
      q: "histogram_quantile(0.5, sum by (le) (rate(shop_request_duration_seconds_bucket[1m])))",
      q2: "shop_queue_depth",
    });
    await page.getByRole("img", { name: /^A: histogram_quantile.* now \d+ ms/ }).waitFor();
    await page.getByRole("img", { name: /^B: shop_queue_depth/ }).waitFor();
    await page.getByRole("button", { name: "Hide query B" }).click();
    await page.getByRole("img", { name: /^histogram_quantile/ }).waitFor();
    expect(searchOf().get("off")).toBe("B");
  });

  test("exemplars are drawn, and told in words", async () => {
    await open("explore/metrics", { from: "now-5m", q: "rate(shop_request_duration_seconds_bucket[1m])" });
    await page.getByLabel("Exemplars").check();
    await page.getByText("trace-cart").first().waitFor();
  });

  test("a comparison, the table and what a query costs are a click away", async () => {
    await open("explore/metrics", { from: "now-5m", q: "sum by (handler) (shop_request_duration_seconds_count)" });
    await page.getByLabel("Compare with").selectOption("1h");
    await waitUntil("the comparison is in the address", 5_000, () => searchOf().get("cmp") === "1h");
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await page.getByRole("table", { name: "Answer of query A" }).getByText('{handler="/cart"}').waitFor();
    await page.getByRole("button", { name: "Explain", exact: true }).click();
    await page
      .getByRole("table", { name: "Steps of query A" })
      .getByText("shop_request_duration_seconds_count")
      .first()
      .waitFor();
  });

  test("what is wrong with a query is said at it, and the other one still answers", async () => {
    await open("explore/metrics", { q: "rate(shop_queue_depth)", q2: "rate(shop_queue_depth[1m])" });
    await page
      .getByRole("alert")
      .getByText(/expected type range vector/)
      .waitFor();
    await page.locator(".cm-lintRange-error").first().waitFor();
    await page.getByText(/might not be a counter/).waitFor();
    await page.getByRole("img", { name: /rate\(shop_queue_depth\[1m\]\)/ }).waitFor();
  });

  test.each(["light", "dark"])("axe finds nothing on these pages in the %s theme", async (theme) => {
    const found: string[] = [];
    for (const [name, address, search] of PAGES) {
      await open(address, { ...search, theme });
      found.push(...(await faultsOf(page, `${name}, ${theme}`)));
    }
    expect(found).toEqual([]);
  });

  test("nothing is wider than a telephone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const found: string[] = [];
    for (const [name, address, search] of PAGES) {
      await open(address, search);
      found.push(...(await faultsOf(page, `${name} at 390 pixels`)));
    }
    await page.setViewportSize({ width: 1440, height: 960 });
    expect(found).toEqual([]);
  });

  const RATE = "sum by (handler) (rate(shop_request_duration_seconds_count[1m]))";

  const PAGES: readonly [name: string, address: string, search: Record<string, string>][] = [
    ["explorer, empty", "explore/metrics", {}],
    ["explorer, charts", "explore/metrics", { q: RATE, q2: "shop_queue_depth", exemplars: "on", cmp: "1h" }],
    ["explorer, table", "explore/metrics", { q: RATE, view: "table" }],
    ["explorer, explain", "explore/metrics", { q: RATE, view: "explain" }],
    ["explorer, faults", "explore/metrics", { q: "rate(up)", q2: "rate(shop_queue_depth[1m])" }],
  ];
});
