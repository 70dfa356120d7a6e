// What should be, beside what is: intent is imported, what drifts is decided about, on the page and on the item.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser";
import { lacking, type Program, startProgram } from "./program";
import { faultsInBothThemes, type Send, settled, setUp, signIn } from "./session";
import { waitUntil } from "./wait";

/** Nothing here is about speed: a machine that does much else at once may take its time. */
const PATIENCE_MILLIS = 90_000;

interface Item {
  readonly id: string;
  readonly name: string;
}

describe.skipIf(lacking !== "")("drift", () => {
  let program: Program;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let send: Send;
  let host: Item;

  beforeAll(async () => {
    program = await startProgram("", {});
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1440, height: 960 } });
    context.setDefaultTimeout(PATIENCE_MILLIS);
    page = await context.newPage();
    await setUp(page, program);
    send = await signIn(context, program, "mira");
    await waitUntil("the host is discovered", PATIENCE_MILLIS, async () => {
      const found = await send<{ items: Item[] }>("GET", "cis?q=class:server");
      host = found.items[0] as Item;
      return found.items.length > 0;
    });
  });

  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  test("a table is checked, then imported", { timeout: PATIENCE_MILLIS }, async () => {
    await page.goto(`${program.url}/drift/sources`);
    await settled(page);
    await page.getByRole("button", { name: "Import intent" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^Source/).fill("plan");
    await dialog.getByLabel("File").setInputFiles({
      name: "plan.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`class,name,cpu_count,stage\nserver,${host.name},4096,in_service\nserver,nowhere-1,lots,\n`),
    });
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByText("2 new, 0 changed, 0 intended no more", { exact: false }).waitFor();
    await dialog.getByText("line 3, column cpu_count", { exact: false }).waitFor();
    await dialog.getByRole("button", { name: "Import" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("table", { name: "Imports of plan" }).getByText("mira").waitFor();
    expect(await faultsInBothThemes(page, "sources of intent")).toEqual([]);
  });

  test("the list shows what drifts, and the sums how much", { timeout: PATIENCE_MILLIS }, async () => {
    await page.goto(`${program.url}/drift`);
    await settled(page);
    await page.getByText("4096").first().waitFor();
    await page.getByText("nowhere-1").first().waitFor();
    expect(await faultsInBothThemes(page, "drift")).toEqual([]);
    await page.getByRole("link", { name: "By class and site" }).click();
    await page.getByRole("table", { name: "By class" }).getByText("server").waitFor();
    expect(await faultsInBothThemes(page, "sums of drift")).toEqual([]);
  });

  test("a drift of an item is accepted with a reason and taken back", { timeout: PATIENCE_MILLIS }, async () => {
    await page.goto(`${program.url}/ci/${host.id}/drift`);
    await settled(page);
    const table = page.getByRole("table", { name: "Drift" });
    await table.getByText("Differs cpu count").waitFor();
    await table.getByRole("button", { name: "Accept" }).first().click();
    await page
      .getByRole("dialog")
      .getByLabel(/^Reason/)
      .fill("a typing error in the plan");
    await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
    await table.getByText("accepted by mira").waitFor();
    await table.getByRole("button", { name: "Take back" }).click();
    await table.getByText("accepted by mira").waitFor({ state: "detached" });
    expect(await faultsInBothThemes(page, "drift of an item")).toEqual([]);
  });
});
