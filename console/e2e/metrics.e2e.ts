// Metrics in the console: the explorer, what is scraped, what rules say, what series cost.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser";
import { lacking, type Program, startProgram } from "./program";
import { faultsInBothThemes, faultsOf, type Send, settled, setUp, signIn } from "./session";
import { type Shop, startShop } from "./shop";
import { waitUntil } from "./wait";

/** Nothing here is about speed: a machine that does much else at once may take its time. */
const PATIENCE_MILLIS = 90_000;

const CONFIGURATION = `
scrape:
  prometheusFile: FOLDER/rules/prometheus.yml
rules:
  prometheus:
    files: FOLDER/rules/*.rules.yml
`;

const SCRAPE = (target: string) => `
global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
  - job_name: shop
    static_configs: [{targets: ["${target}"]}]
  - job_name: gone
    static_configs: [{targets: ["127.0.0.1:9"]}]
remote_write:
  - {name: archive, url: "http://127.0.0.1:9/api/v1/write"}
`;

const RULES = `
groups:
  - name: shop
    interval: 1s
    rules:
      - {record: "shop:requests:rate1m", expr: "sum(rate(shop_request_duration_seconds_count[1m]))"}
      - {alert: QueueFull, expr: "shop_queue_depth > 5", labels: {severity: critical}, annotations: {summary: The queue is full}}
      - {record: "shop:twice", expr: "up * on () group_left () up"}
`;

const BROKEN = `
groups:
  - name: broken
    rules: [{record: "shop:sum", expr: "sum("}]
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
    program = await startProgram(CONFIGURATION, {
      "prometheus.yml": SCRAPE(shop.target),
      "shop.rules.yml": RULES,
      "broken.rules.yml": BROKEN,
    });
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1440, height: 960 } });
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
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
      PATIENCE_MILLIS,
      async () => (await editor("A").textContent())?.trim() === "shop_queue_depth",
    );
    await page.keyboard.press("Enter");
    await waitUntil("the query is in the address", PATIENCE_MILLIS, () => searchOf().get("q") === "shop_queue_depth");
    await page.getByRole("img", { name: /shop_queue_depth from .* now 7/ }).waitFor();
  });

  test("several queries share a chart only when they share a unit, in the unit of their metrics", async () => {
    await open("explore/metrics", {
      from: "now-5m",
      q: "histogram_quantile(0.5, sum by (le) (rate(shop_request_duration_seconds_bucket[1m])))",
      q2: "shop_queue_depth",
    });
    await page.getByRole("img", { name: /^A: histogram_quantile.* now [\d.]+ ms/ }).waitFor();
    await page.getByRole("img", { name: /^B: shop_queue_depth/ }).waitFor();
    await page.getByRole("button", { name: "Hide query B" }).click();
    await page.getByRole("img", { name: /^histogram_quantile/ }).waitFor();
    expect(searchOf().get("off")).toBe("B");
  });

  test("exemplars are drawn, and told in words", async () => {
    await open("explore/metrics", { q: "rate(shop_request_duration_seconds_bucket[1m])" });
    await page.getByLabel("Exemplars").check();
    await page.getByText("trace-cart").first().waitFor();
  });

  test("a comparison, the table and what a query costs are a click away", async () => {
    await open("explore/metrics", { from: "now-5m", q: "sum by (handler) (shop_request_duration_seconds_count)" });
    await page.getByLabel("Compare with").selectOption("1h");
    await waitUntil("the comparison is in the address", PATIENCE_MILLIS, () => searchOf().get("cmp") === "1h");
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

  test("a query that answers nothing says why", async () => {
    await open("explore/metrics", {
      q: "shop_nothing",
      q2: 'shop_queue_depth{job="market"}',
      q3: "shop_queue_depth < 0",
    });
    await page.getByText("No series is called shop_nothing in this time range.").waitFor();
    await page.getByText('shop_queue_depth has series in this time range, but none with job="market".').waitFor();
    await page.getByText(/a comparison, a join or a function leaves nothing of them/).waitFor();
  });

  test("the destinations of remote write say how far they are, and why not further", async () => {
    await open("explore/targets");
    const destinations = page.getByRole("table", { name: "Destinations of remote write" });
    await destinations.getByText("Failing", { exact: true }).waitFor();
    await destinations.getByText(/^Failing since /).waitFor();
    await destinations.getByText("http://127.0.0.1:9/api/v1/write").waitFor();
    await destinations.getByText("nothing yet").waitFor();
    await destinations.getByText(/connection refused/).waitFor();
  });

  test("the targets say what is up, what is down, and why", async () => {
    await open("explore/targets");
    const gone = page.getByRole("table", { name: "Targets of gone" });
    await gone.getByText("Down").waitFor();
    await gone.getByText("connection refused").waitFor();
    await page.getByRole("button", { name: /^Up/ }).click();
    await gone.waitFor({ state: "detached" });
    await page.getByLabel("Filter targets").fill("nowhere");
    await page.getByText("No target matches the filter.").waitFor();
    await page.getByLabel("Filter targets").fill(`instance=${shop.target}`);
    await page.getByRole("table", { name: "Targets of shop" }).getByRole("link").click();
    await waitUntil("its up is asked for", PATIENCE_MILLIS, () => searchOf().get("q")?.startsWith("up{") === true);
  });

  test("the rules of Prometheus say their state, their alerts, and what fails", async () => {
    await open("alerts/rules");
    const rules = page.getByRole("table", { name: "Rules of shop" });
    await rules.getByText("1 firing").waitFor();
    await rules.getByText(/many-to-many matching not allowed/).waitFor();
    await rules.getByText("Records").waitFor();
    await page.getByText(/broken\.rules\.yml:4:\d+: .*unclosed left parenthesis/).waitFor();
    await rules.getByRole("link", { name: /shop_queue_depth > 5/ }).click();
    await waitUntil(
      "its expression is explored",
      PATIENCE_MILLIS,
      () => searchOf().get("q") === "shop_queue_depth > 5",
    );
  });

  test("an alert without an item says on what it is by its labels", async () => {
    await open("alerts");
    const row = page.locator("tbody tr").filter({ hasText: "The queue is full" });
    await row.getByText(shop.target).waitFor();
  });

  test("the cardinality names the metric, the label and the sender, beside the limit", async () => {
    await open("explore/cardinality");
    await page.getByText(/^[\d,]+ of [\d,]+$/).waitFor();
    await page.getByRole("table", { name: "Senders" }).getByText("shop").waitFor();
    await page.getByRole("table", { name: "Labels" }).getByText("instance").waitFor();
    await page.getByRole("button", { name: "Most new ones" }).click();
    await page.getByRole("table", { name: "Metrics" }).getByText("shop_request_duration_seconds_bucket").click();
    await page.getByRole("table", { name: "Answer of query A" }).getByText('job="shop"').waitFor();
  });

  test("axe finds nothing on these pages in either theme", async () => {
    const found: string[] = [];
    for (const [name, address, search] of PAGES) {
      await open(address, search);
      found.push(...(await faultsInBothThemes(page, name)));
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
    ["targets", "explore/targets", {}],
    ["cardinality", "explore/cardinality", {}],
    ["rules", "alerts/rules", {}],
    ["explorer, faults", "explore/metrics", { q: "rate(up)", q2: "rate(shop_queue_depth[1m])" }],
  ];
});
