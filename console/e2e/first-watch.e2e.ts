// The main job as its user sees it: start, set up, look, and three real faults from alert to resolution.
import { cpus, hostname } from "node:os";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFaults, launchBrowser, overflowsSideways } from "./browser";
import { burnProcessors, mayMount, mountSmallFileSystem, realService, redisServer } from "./faults";
import { lacking, type Program, startProgram } from "./program";
import { patientAsATest } from "./rules";
import { faultsInBothThemes, PASSWORD, settled, setUp } from "./session";
import { waitUntil } from "./wait";
import { type Receiver, startReceiver } from "./webhook-receiver";

describe.skipIf(lacking !== "")("the first watch", () => {
  let program: Program;
  let receiver: Receiver;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let startedAt: number;
  let redis: Awaited<ReturnType<typeof realService>> | undefined;
  let small: ReturnType<typeof mountSmallFileSystem> | undefined;
  const faultsOfThePage: string[] = [];

  beforeAll(async () => {
    // The service and the file system exist before the program starts, as on any machine.
    if (redisServer !== "") {
      redis = await realService();
      redis.start();
    }
    if (mayMount) small = mountSmallFileSystem();
    receiver = await startReceiver();
    startedAt = Date.now();
    program = await startProgram(
      "rules:\n  directory: FOLDER/rules\n  evaluationInterval: 2s\ndiscovery:\n  interval: 20s\n",
      { "patience.yaml": patientAsATest },
    );
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1440, height: 960 } });
    page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 40[14]/.test(message.text())) faultsOfThePage.push(message.text());
    });
    page.on("pageerror", (error) => faultsOfThePage.push(String(error)));
  });

  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    await receiver?.close();
    await redis?.stop();
    small?.unmount();
  });

  async function api<T>(path: string): Promise<T> {
    const answer = await context.request.get(`${program.url}/api/v1/${path}`);
    expect(answer.status(), path).toBe(200);
    return (await answer.json()) as T;
  }

  interface Incident {
    number: string;
    title: string;
    status: string;
    ciName: string | null;
  }

  const incidents = async () => (await api<{ items: Incident[] }>("incidents?limit=100")).items;
  const incidentWith = async (text: string, status?: string) =>
    (await incidents()).find(
      (incident) => incident.title.includes(text) && (status === undefined || incident.status === status),
    );
  const mentions = (message: Receiver["received"][number], number: string) =>
    JSON.stringify(message.body).includes(`"${number}"`);
  const delivered = (event: string, number: string) =>
    receiver.received.some((message) => message.body.type === event && mentions(message, number));

  test("nothing is shown before the sign-in", async () => {
    const answer = await context.request.get(`${program.url}/api/v1/cis`);
    expect(answer.status()).toBe(401);
    await page.goto(`${program.url}/inventory`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
  });

  test("the set-up link makes the first administrator, once", async () => {
    await setUp(page, program);
    expect(new URL(page.url()).hash).toBe("");
    expect(await api<{ needed: boolean }>("setup")).toEqual({ needed: false });
  });

  test("within 60 s of its start it shows this machine, live", async () => {
    await page.goto(`${program.url}/inventory/server`);
    // A row opens the panel beside the list, the panel leads to the page.
    await page.locator("table tbody tr").first().getByText(hostname()).click();
    await page.getByRole("link", { name: "Open page" }).click();
    await page.waitForURL("**/ci/**");
    await page.getByRole("heading", { level: 1 }).waitFor();
    // A listener of which the kernel told: the database that Binnacle itself runs, and who is connected to it.
    await page.getByText("PostgreSQL").first().waitFor({ timeout: 30_000 });
    const items = await api<{ items: { id: string; ciClass: string; name: string; attributes: object }[] }>(
      "cis?q=class:application,file_system&limit=200",
    );
    const postgres = items.items.find((item) => item.name.includes("PostgreSQL"));
    expect(postgres, "the running PostgreSQL is an item").toBeDefined();
    expect(items.items.some((item) => item.ciClass === "file_system")).toBe(true);
    const related = await api<{ items: { relation: { type: string } }[] }>(`cis/${postgres?.id}/relations`);
    expect(related.items.map((one) => one.relation.type)).toContain("connects_to");
    await page.getByText("Listening services").first().waitFor();
    await page.getByText("File systems").first().waitFor();
    await page.goto(`${page.url().split("?")[0]}/telemetry`);
    await page.locator(".uplot canvas").first().waitFor({ timeout: 45_000 });
    await waitUntil("the host's samples are there", 40_000, async () => {
      const answer = await api<{ data: { result: unknown[] } }>("query?query=system_cpu_utilization_ratio");
      return answer.data.result.length > 0;
    });
    expect(Date.now() - startedAt, "milliseconds since the start").toBeLessThan(60_000);
  });

  test("the machine says of each value whose word it is", async () => {
    const server = (await api<{ items: { id: string }[] }>("cis?q=class:server")).items[0]?.id;
    await page.goto(`${program.url}/ci/${server}/sources`);
    const values = page.getByRole("table", { name: "Values and where they come from" });
    await values.getByRole("row", { name: /Logical CPUs .* host nobody else says anything/ }).waitFor();
    await page
      .getByRole("table", { name: "Records" })
      .getByRole("row", { name: /^host / })
      .waitFor();
    await page.goto(`${program.url}/reconciliation`);
    await page.getByText("Nobody had to decide anything yet").waitFor();
  });

  test("a webhook is added and its test arrives, signed", async () => {
    await page.goto(`${program.url}/admin/integrations`);
    await page.getByRole("button", { name: "Add webhook" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("pager");
    await dialog.getByLabel("Address").fill(receiver.url);
    await dialog.getByRole("button", { name: "Add webhook" }).click();
    const secret = page.getByText(/^whsec_/).or(page.locator("input[value^=whsec_]"));
    await secret.first().waitFor();
    const text =
      (await secret
        .first()
        .inputValue()
        .catch(() => secret.first().textContent())) ?? "";
    expect(text).toMatch(/^whsec_/);
    receiver.setSecret(text.trim());
    await page.keyboard.press("Escape");
    const close = page.getByRole("dialog").getByRole("button", { name: /close|done|copied/i });
    if (await close.first().isVisible()) await close.first().click();
    await page.getByRole("button", { name: /test/i }).first().click();
    await waitUntil("the test message arrives", 10_000, () => receiver.received.length > 0);
    expect(receiver.received[0]?.signed).toBe(true);
  });

  /** From the fault to the incident in the browser, the signed message, and after the repair its resolution. */
  async function follow(text: string, fault: () => void | Promise<void>, repair: () => void | Promise<void>) {
    await page.goto(`${program.url}/incidents`);
    await page.getByRole("heading", { level: 1, name: "Incidents" }).waitFor();
    // A busy start may have had an incident of the same kind; what counts is what comes from now on.
    const open = async () => (await incidents()).find((one) => one.title.includes(text) && one.status === "open");
    await waitUntil(`no incident about ${text} yet`, 120_000, async () => (await open()) === undefined);
    const already = receiver.received.length;
    await fault();
    await waitUntil(`an incident about ${text}`, 120_000, async () => (await open()) !== undefined);
    const incident = await open();
    if (!incident) throw new Error("unreachable");
    await page.goto(`${program.url}/incidents/${incident.number}`);
    await page.getByRole("heading", { level: 1, name: incident.title }).waitFor();
    await waitUntil("the webhook is delivered", 20_000, () =>
      receiver.received
        .slice(already)
        .some(
          (message) => /^incident\.(re)?opened$/.test(message.body.type ?? "") && mentions(message, incident.number),
        ),
    );
    expect(await axeFaults(page)).toEqual([]);
    await repair();
    // The page learns of it by itself.
    await page.getByText("Lasted", { exact: true }).waitFor({ timeout: 120_000 });
    await waitUntil("it is resolved", 10_000, async () => (await incidentWith(text, "resolved")) !== undefined);
    await waitUntil("the resolution is delivered", 20_000, () => delivered("incident.resolved", incident.number));
    expect(receiver.received.every((message) => message.signed)).toBe(true);
  }

  test.skipIf(!mayMount)("a filled file system: alert, incident, webhook, repair, resolved", async () => {
    const disk = small;
    if (!disk) throw new Error("no file system was mounted");
    await follow(disk.folder, disk.fill, disk.empty);
  });

  test.skipIf(redisServer === "")("a stopped service: alert, incident, webhook, repair, resolved", async () => {
    const running = redis;
    if (!running) throw new Error("no service was started");
    await waitUntil("the service is known", 40_000, async () => {
      const found = await api<{ total: number }>("cis?q=class:application%20redis");
      return found.total > 0;
    });
    await follow("Redis", running.stop, running.start);
  });

  test("burning processors: alert, incident, webhook, repair, resolved", async () => {
    let fire: ReturnType<typeof burnProcessors> | undefined;
    try {
      await follow(
        "CPU",
        () => {
          fire = burnProcessors(cpus().length * 2);
        },
        () => fire?.end(),
      );
    } finally {
      fire?.end();
    }
  });

  const PAGES = [
    "welcome",
    "overview",
    "alerts",
    "alerts/rules",
    "incidents",
    "inventory",
    "inventory/server",
    "inventory/application",
    "inventory?q=nothing-is-called-so",
    "reconciliation",
    "classes",
    "classes/server",
    "class-editor",
    "account",
    "admin/users",
    "admin/roles",
    "admin/tokens",
    "admin/integrations",
    "admin/sources",
    "admin/audit",
    "admin/system",
    "no/such/page",
    "incidents/INC-999999",
  ];

  test("axe finds nothing on any page in either theme", async () => {
    const found: string[] = [];
    const server = (await api<{ items: { id: string }[] }>("cis?q=class:server")).items[0]?.id;
    const incident = (await incidents())[0]?.number;
    const tabs = ["", "/alerts", "/telemetry", "/relations", "/sources", "/history"];
    const addresses = [
      ...PAGES,
      ...(server ? tabs.map((tab) => `ci/${server}${tab}`) : []),
      ...(incident
        ? ["", "/alerts", "/telemetry", "/changes", "/related"].map((tab) => `incidents/${incident}${tab}`)
        : []),
    ];
    for (const address of addresses) {
      await page.goto(`${program.url}/${address}`);
      await settled(page);
      found.push(...(await faultsInBothThemes(page, address)));
    }
    expect(found).toEqual([]);
  });

  test("at 1280 pixels no page is wider than the window, at 390 those of the operator neither", async () => {
    const found: string[] = [];
    for (const [width, addresses] of [
      [1280, PAGES],
      [390, ["overview", "alerts", "incidents"]],
    ] as const) {
      await page.setViewportSize({ width, height: 844 });
      for (const address of addresses) {
        await page.goto(`${program.url}/${address}`);
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        if (await overflowsSideways(page)) found.push(`${address} at ${width}`);
      }
    }
    await page.setViewportSize({ width: 1440, height: 960 });
    expect(found).toEqual([]);
  });

  test("the palette opens with Ctrl K and leads to the machine", async () => {
    await page.goto(`${program.url}/overview`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("inventory");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/inventory**");
  });

  test("after the sign-out nothing is shown", async () => {
    await context.clearCookies();
    await page.goto(`${program.url}/incidents`);
    await page.getByLabel(/^Name/).fill("mira");
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/incidents**");
  });

  test("no page reported an error of its own", () => {
    expect(faultsOfThePage).toEqual([]);
  });
});
