// What should be, beside what is: intent is imported, what drifts is decided about, on the page and on the item.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lacking } from "./program";
import { discoveredHost, faultsInBothThemes, type Item, type Stage, setStage } from "./session";

/** Nothing here is about speed: a machine that does much else at once may take its time. */
const PATIENCE_MILLIS = 90_000;

describe.skipIf(lacking !== "")("drift", () => {
  let stage: Stage;
  let page: Page;
  let host: Item;
  const open = (address: string) => stage.open(address);

  beforeAll(async () => {
    stage = await setStage(960, PATIENCE_MILLIS);
    page = stage.page;
    host = await discoveredHost(stage, PATIENCE_MILLIS);
  });

  afterAll(() => stage?.end());

  test("a table is checked, then imported", { timeout: PATIENCE_MILLIS }, async () => {
    await open("drift/sources");
    await page.getByRole("link", { name: "Import intent" }).click();
    await page.getByLabel("File", { exact: true }).setInputFiles({
      name: "plan.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`class,name,cpu_count,stage\nserver,${host.name},4096,in_service\nserver,nowhere-1,lots,\n`),
    });
    await page.getByLabel(/^Source/).fill("plan");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("table", { name: "Columns of the file" }).waitFor();
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("2 new, 0 changed, 0 intended no more", { exact: false }).waitFor();
    await page.getByRole("row", { name: /line 3 cpu_count/ }).waitFor();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByRole("link", { name: "Sources of intent" }).click();
    await page.getByRole("table", { name: "Imports of plan" }).getByText("mira").waitFor();
    expect(await faultsInBothThemes(page, "sources of intent")).toEqual([]);
  });

  test("the list shows what drifts, and the sums how much", { timeout: PATIENCE_MILLIS }, async () => {
    await open("drift");
    await page.getByText("4096").first().waitFor();
    await page.getByText("nowhere-1").first().waitFor();
    expect(await faultsInBothThemes(page, "drift")).toEqual([]);
    await page.getByRole("link", { name: "By class and site" }).click();
    await page.getByRole("table", { name: "By class" }).getByText("server").waitFor();
    expect(await faultsInBothThemes(page, "sums of drift")).toEqual([]);
  });

  test("a drift of an item is accepted with a reason and taken back", { timeout: PATIENCE_MILLIS }, async () => {
    await open(`ci/${host.id}/drift`);
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
