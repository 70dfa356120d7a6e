// Services: described, watched, counted; signatures tried.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser";
import { lacking, type Program, startProgram } from "./program";
import { faultsInBothThemes, type Send, settled, setUp, signIn } from "./session";
import { waitUntil } from "./wait";

/** Nothing here is about speed: a machine that does much else at once may take its time. */
const PATIENCE_MILLIS = 60_000;

describe.skipIf(lacking !== "")("services", () => {
  let program: Program;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let send: Send;
  let host: { id: string; name: string };

  beforeAll(async () => {
    program = await startProgram("", {});
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1440, height: 960 } });
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    await setUp(page, program);
    send = await signIn(context, program, "mira");
    await waitUntil("discovery has found this machine", 120_000, async () => {
      const found = await send<{ items: { id: string; name: string }[] }>("GET", "cis?q=class:server");
      host = found.items[0] ?? { id: "", name: "" };
      return host.id !== "";
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

  const dialog = () => page.getByRole("dialog");

  test("a service is described by its parts, and watched from then on", async () => {
    await open("services");
    await page.getByRole("button", { name: "New service" }).click();
    await dialog().getByLabel("Name", { exact: false }).first().fill("Checkout");
    await dialog().getByLabel("Value at stake an hour").fill("1200");
    await dialog().getByLabel("Currency").fill("EUR");
    await dialog().getByLabel("Hours of service").fill("always open");
    await dialog().getByLabel("Add a part").fill(host.name);
    await dialog()
      .getByRole("button", { name: `${host.name} server`, exact: true })
      .click();
    await dialog().getByRole("button", { name: "Save" }).click();
    await dialog()
      .getByText(/a time zone and closed days/)
      .first()
      .waitFor();
    await dialog().getByLabel("Hours of service").fill("mon-sun 00:00-24:00; Europe/Berlin");
    await dialog().getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/\/services\/[0-9a-f-]{36}/);
    await page.getByRole("heading", { level: 1, name: "Checkout" }).waitFor();
    await page.getByRole("table", { name: "Parts" }).getByRole("link", { name: host.name }).waitFor();
    await waitUntil("it has been looked at", PATIENCE_MILLIS, async () => {
      const services = await send<{ items: { since?: string }[] }>("GET", "services?q=Checkout");
      return services.items[0]?.since !== undefined;
    });
    await page.getByRole("img", { name: /^States of Checkout/ }).waitFor();
    await page.getByText("1,200 EUR for each hour that it is down").waitFor();
  });

  test("a signature is tried on the processes of this machine", async () => {
    await open("signatures");
    await page.getByRole("button", { name: "Try", exact: true }).click();
    await page.getByRole("table", { name: "Processes" }).waitFor();
    await page.getByRole("table", { name: "Applications" }).getByText("Shop").first().waitFor();
  });

  test("signatures of one's own are kept, told where they come from, and taken back", async () => {
    const text = page.getByLabel("Signatures, as YAML");
    const known = page.getByRole("table", { name: "Signatures" });
    const save = page.getByRole("button", { name: "Save", exact: true });
    await open("signatures");
    const shop = await text.inputValue();
    await text.fill(`${shop}    class: shoop\n`);
    await save.click();
    await page
      .getByText(/signatures\[0\]\.class/)
      .first()
      .waitFor();
    await text.fill(`${shop}    class: application_server\n`);
    await page.getByLabel("Note").fill("the shop is new");
    await save.click();
    await known.getByRole("row", { name: /Shop.*here.*application_server/ }).waitFor();
    await page.getByText("the shop is new").waitFor();

    await text.fill("signatures: []\n");
    await save.click();
    await page.getByText("Version 2", { exact: true }).click();
    await page.getByText("- signatures:", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Back to version 1" }).click();
    await dialog().getByRole("button", { name: "Go back" }).click();
    await page.getByText("Version 3", { exact: true }).waitFor();
    await known.getByRole("row", { name: /Shop.*here/ }).waitFor();
    await page.getByText("Version 3 was saved meanwhile.").waitFor();
    await page.getByRole("button", { name: "Show it" }).click();
    await waitUntil("the text is that of version 3", PATIENCE_MILLIS, async () =>
      (await text.inputValue()).includes("class: application_server"),
    );
  });

  test("axe finds nothing over their pages in either theme", async () => {
    const { items } = await send<{ items: { id: string }[] }>("GET", "services");
    const faults: string[] = [];
    for (const address of ["services", `services/${items[0]?.id}`, "service-proposals", "signatures"]) {
      await open(address);
      faults.push(...(await faultsInBothThemes(page, address)));
    }
    expect(faults).toEqual([]);
  });
});
