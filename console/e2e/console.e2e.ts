// The console itself: every dialog, panel and menu, the keyboard, the address, live updates, and what roles do not see.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser";
import { lacking, type Program, startProgram } from "./program";
import { faultsInBothThemes, faultsOf, PASSWORD, type Send, settled, setUp, signIn } from "./session";
import { waitUntil } from "./wait";

/** Two dozen pages, each opened and examined: 40 s on a quiet machine. */
const OVERLAYS_MILLIS = 480_000;

interface Incident {
  number: string;
  title: string;
  version: number;
}

describe.skipIf(lacking !== "")("the console", () => {
  let program: Program;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let send: Send;
  let incident: Incident;

  beforeAll(async () => {
    program = await startProgram("", {});
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1440, height: 960 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    page = await context.newPage();
    await setUp(page, program);
    send = await signIn(context, program, "mira");
    for (const [name, displayName, role] of [
      ["jon", "Jon Reyes", "operator"],
      ["sam", "Sam Park", "viewer"],
    ]) {
      await send("POST", "users", { name, displayName, role, password: PASSWORD });
    }
    const url = "http://127.0.0.1:9/nobody-listens";
    await send("POST", "notification/channels", { name: "pager", kind: "webhook", url, events: ["incident.opened"] });
    await send("POST", "tokens", { name: "pipeline", permissions: ["ci:read"] });
    incident = await send("POST", "incidents", { title: "Checkout is slow", severity: "major" });
    await waitUntil("discovery has found this machine", 120_000, async () => {
      const servers = await send<{ total: number }>("GET", "cis?q=class:server");
      return servers.total > 0;
    });
  });

  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function open(address: string) {
    await page.goto(`${program.url}/${address}`);
    await settled(page);
  }

  const button = (name: string | RegExp) => page.getByRole("button", { name }).first();
  const pressed = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const atPath = (path: string) => page.waitForURL((url) => url.pathname === path);
  const searchOf = () => new URL(page.url()).searchParams;

  /** Where each thing that opens over a page stands, and what opens it. */
  const OVERLAYS: readonly [name: string, address: string, open: () => Promise<void>][] = [
    ["palette", "overview", () => pressed("Control+k")],
    ["keyboard map", "overview", () => pressed("?")],
    ["time range", "overview", () => button(/^Time range/).click()],
    ["chart menu", "overview", () => button(/^More about CPU/).click()],
    ["account menu", "overview", () => button(/account of/).click()],
    ["columns", "inventory", () => button("Columns").click()],
    ["item panel", "inventory/application", () => page.locator("tbody tr").first().click()],
    ["incident panel", "incidents", () => page.locator("tbody tr").first().click()],
    ["selected rows", "incidents", () => page.locator("tbody input[type=checkbox]").first().check()],
    ["open incident", "incidents", () => button("Open incident").click()],
    ["mitigate", "incidents/NUMBER", () => button("Mark mitigated").click()],
    ["resolve", "incidents/NUMBER", () => button("Resolve").click()],
    ["more of an incident", "incidents/NUMBER", () => button("More actions").click()],
    ["assign", "incidents/NUMBER", () => fromMore(/owner|assign/i)],
    ["severity", "incidents/NUMBER", () => fromMore(/severity/i)],
    ["add user", "admin/users", () => button("Add user").click()],
    ["change user", "admin/users", () => button(/^Change jon/).click()],
    ["reset password", "admin/users", () => button("New password for jon").click()],
    ["create token", "admin/tokens", () => button("Create token").click()],
    ["revoke token", "admin/tokens", () => button(/^Revoke pipeline/).click()],
    ["add webhook", "admin/integrations", () => button("Add webhook").click()],
    ["change webhook", "admin/integrations", () => button("Change pager").click()],
    ["delete webhook", "admin/integrations", () => button("Delete pager").click()],
  ];

  async function fromMore(item: RegExp) {
    await button("More actions").click();
    await page.getByRole("menuitem", { name: item }).click();
  }

  test("axe finds nothing over any page in either theme", { timeout: OVERLAYS_MILLIS }, async () => {
    const found: string[] = [];
    for (const [name, address, show] of OVERLAYS) {
      await open(address.replace("NUMBER", incident.number));
      await show();
      const opened = await page
        .locator("[role=dialog], [role=menu], aside[aria-label], tr input:checked")
        .filter({ visible: true })
        .first()
        .waitFor()
        .then(
          () => true,
          () => false,
        );
      if (!opened) found.push(`${name}: does not open`);
      found.push(...(await faultsInBothThemes(page, name)));
      await pressed("Escape");
    }
    expect(found).toEqual([]);
  });

  test("a class is made as text, shown with what it inherits, and found in the tree", async () => {
    await open("class-editor");
    const text = page.getByRole("textbox", { name: "Class as YAML" });
    await text.fill("name: coffee_machine\nlabel: Coffee machine\nplural: Coffee machines\nparent: equipmant\n");
    await page.getByText("did you mean equipment?").waitFor();
    await text.fill((await text.inputValue()).replace("equipmant", "equipment"));
    await page.getByText("coffee_machine added").waitFor();
    // The form follows the text, and the text follows the form.
    await page.getByRole("textbox", { name: "Label of many" }).fill("Espresso machines");
    await waitUntil("the text says it", 10_000, async () => (await text.inputValue()).includes("Espresso machines"));
    await page.getByRole("button", { name: "Save" }).and(page.locator(":enabled")).click();
    await page.waitForURL("**/classes/coffee_machine");
    await page.getByRole("table", { name: "Attributes" }).getByText("serial_number").waitFor();
    await page.getByRole("textbox", { name: "Find a class" }).fill("coffee");
    await page.getByRole("navigation", { name: "Classes" }).getByRole("link", { name: "Coffee machine" }).waitFor();
  });

  test("the letters after g lead to the pages, and back leads back", async () => {
    await open("overview");
    for (const [letter, path] of [
      ["a", "/alerts"],
      ["i", "/incidents"],
      ["n", "/inventory"],
      ["o", "/overview"],
    ] as const) {
      await pressed("g", letter);
      await atPath(path);
    }
    await page.goBack();
    await atPath("/inventory");
  });

  test("the palette finds an incident by its number, and Escape closes it", async () => {
    await open("overview");
    await pressed("/");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type(`#${incident.number.replace(/\D/g, "")}`);
    await page.getByRole("option", { name: new RegExp(incident.title) }).waitFor();
    await pressed("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("a list is walked by keys; its panel is in the address, and back closes it", async () => {
    await open("incidents");
    await page.locator("tbody tr").first().waitFor();
    // The rows are there a moment before their keys are.
    await waitUntil("a row has the focus", 5_000, async () => {
      await pressed("j");
      return (await page.locator("tbody tr:focus").count()) > 0;
    });
    await pressed("Enter");
    await waitUntil("the panel is in the address", 5_000, () => searchOf().has("sel"));
    await page.goBack();
    await waitUntil("the panel is closed", 5_000, () => !searchOf().has("sel"));
    await page.goForward();
    await page.getByRole("complementary", { name: "Incident" }).waitFor();
    await pressed("Escape");
    await waitUntil("the panel is closed again", 5_000, () => !searchOf().has("sel"));
    await pressed("x");
    await page.getByText("1 selected").waitFor();
    await pressed("Shift+Enter");
    await page.waitForURL("**/incidents/INC-*");
  });

  test("the time range moves by keys, stays while one walks on, and is copied as absolute times", async () => {
    await open("overview");
    await pressed("t", "ArrowLeft");
    await waitUntil("the range is in the address", 5_000, () => searchOf().has("from"));
    const from = searchOf().get("from");
    await pressed("g", "i");
    await atPath("/incidents");
    expect(searchOf().get("from")).toBe(from);
    await pressed("t", "l");
    await waitUntil("the range ends now", 5_000, () => ["now", null].includes(searchOf().get("to")));
    await pressed("y");
    await page.getByText(/Link copied/).waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(Number.isNaN(Date.parse(link.searchParams.get("from") ?? ""))).toBe(false);
    expect(Number.isNaN(Date.parse(link.searchParams.get("to") ?? ""))).toBe(false);
  });

  test("what somebody else writes appears by itself, within two seconds", async () => {
    await open(`incidents/${incident.number}`);
    await page.getByText(/^Live/).first().waitFor();
    const other = await browser.newContext();
    const jon = await signIn(other, program, "jon");
    const text = "The provider says all is well on their side.";
    await jon("POST", `incidents/${incident.number}/comments`, { text });
    const written = Date.now();
    await page.getByText(text).waitFor({ timeout: 10_000 });
    // The stream hands changes on once a second; the rest is for a busy machine.
    expect(Date.now() - written, "milliseconds").toBeLessThan(4_000);
    await other.close();
  });

  test("a new row waits until it is asked for", async () => {
    await open("incidents");
    await page.getByText(incident.title).first().waitFor();
    const newcomer = await send<Incident>("POST", "incidents", { title: "Backup is late", severity: "critical" });
    await button(/1 new/).waitFor();
    expect(await page.locator("tbody").getByText(newcomer.title).count()).toBe(0);
    await button(/1 new/).click();
    await page.locator("tbody").getByText(newcomer.title).waitFor();
  });

  test("the keys of an incident: a takes it, c writes", async () => {
    await open(`incidents/${incident.number}`);
    await button("Acknowledge").waitFor();
    await pressed("a");
    await page.getByText("acknowledged and took it").waitFor();
    await pressed("c");
    await page.keyboard.type("Looking at it.");
    await pressed("Enter");
    await page.locator("ol").getByText("Looking at it.").waitFor();
  });

  test("when the stream breaks the page says so, and is live again by itself", async () => {
    await context.route("**/api/v1/stream*", (route) => route.abort());
    await open("overview");
    await page
      .getByText(/^(Reconnecting|Connecting)/)
      .first()
      .waitFor();
    await context.unroute("**/api/v1/stream*");
    await page.getByText(/^Live/).first().waitFor({ timeout: 30_000 });
  });

  test("what fails, fails in its own place and can be tried again", async () => {
    await context.route("**/api/v1/changes*", (route) => route.abort());
    await context.route("**/api/v1/cis/changes*", (route) => route.abort());
    await context.route("**/api/v1/alerting/rules*", (route) =>
      route.fulfill({ status: 503, contentType: "application/problem+json", body: PROBLEM }),
    );
    await open("alerts/rules");
    await page.getByText("b0d5e7").first().waitFor({ timeout: 30_000 });
    const faults = await faultsOf(page, "rules that could not be read");
    await context.unroute("**/api/v1/alerting/rules*");
    await button(/try again|retry/i).click();
    await page.getByText("file-system-filling").first().waitFor();
    expect(faults).toEqual([]);
  });

  const PROBLEM = JSON.stringify({
    type: "/problems/unavailable",
    title: "Unavailable",
    status: 503,
    detail: "The database does not answer",
    requestId: "b0d5e7",
  });

  test("a viewer sees no action and no area that the role has not", async () => {
    const viewing = await browser.newContext({ viewport: { width: 1440, height: 960 } });
    const sam = await signIn(viewing, program, "sam");
    expect((await sam<{ total: number }>("GET", "incidents")).total).toBeGreaterThan(0);
    const view = await viewing.newPage();
    const found: string[] = [];
    for (const address of ["overview", "incidents", `incidents/${incident.number}`, "admin/users", "welcome"]) {
      await view.goto(`${program.url}/${address}`);
      await settled(view);
      found.push(...(await faultsOf(view, `${address} as a viewer`)));
      for (const action of ["Open incident", "Acknowledge", "Resolve", "Send the comment", "Add user"]) {
        expect(await view.getByRole("button", { name: action, exact: true }).count(), `${action} on ${address}`).toBe(
          0,
        );
      }
    }
    await view.goto(`${program.url}/admin/users`);
    await view.getByText("user:read").first().waitFor();
    expect(found).toEqual([]);
    await viewing.close();
  });

  test("a set-up link in a tab that shows the set-up page already is taken", async () => {
    const other = await browser.newContext();
    const stranger = await other.newPage();
    await stranger.goto(`${program.url}/setup`);
    await stranger.getByRole("heading", { name: "Already set up" }).waitFor();
    await stranger.goto(`${program.url}/setup#token=spent`);
    await waitUntil("the token is gone from the address", 5_000, () => !stranger.url().includes("spent"));
    await other.close();
  });
});
