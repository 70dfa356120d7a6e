// The estate on screen: an item's impact, relations and past, and the map with its list twin. On this machine as discovered.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lacking } from "./program";
import { discoveredHost, faultsInBothThemes, type Item, type Send, type Stage, setStage } from "./session";
import { waitUntil } from "./wait";

const PATIENCE_MILLIS = 120_000;

describe.skipIf(lacking !== "")("the estate", () => {
  let stage: Stage;
  let page: Page;
  let send: Send;
  let server: Item;
  const open = (address: string) => stage.open(address);

  beforeAll(async () => {
    stage = await setStage(900, PATIENCE_MILLIS);
    ({ page, send } = stage);
    server = await discoveredHost(stage, PATIENCE_MILLIS);
    await waitUntil("the graph knows it", PATIENCE_MILLIS, async () => {
      const { radius } = await send<{ radius: { items: number } }>("GET", `cis/${server.id}/impact`);
      return radius.items > 0;
    });
  });

  afterAll(() => stage?.end());

  test("the impact of an item tells what breaks and why, also together with others", async () => {
    await open(`ci/${server.id}/impact`);
    const breaks = page.getByRole("table", { name: "What breaks" });
    await breaks.getByText(`runs on ${server.name}, which is down`).first().waitFor();
    expect(await faultsInBothThemes(page, "impact")).toEqual([]);
    const { items } = await send<{ items: { id: string; name: string }[] }>("GET", "cis?q=class:operating_system");
    await page.goto(`${stage.program.url}/ci/${server.id}/impact?with=${items[0]?.id}`);
    await page.getByRole("heading", { name: "If these 2 fail" }).waitFor();
  });

  test("relations carry their evidence, and are a map", async () => {
    await open(`ci/${server.id}/relations`);
    await page.getByRole("columnheader", { name: "Seen by" }).first().waitFor();
    await page.getByRole("button", { name: "Map", exact: true }).click();
    const map = page.getByRole("application", { name: /^Map of/ });
    await map.waitFor();
    expect(page.url()).toContain("view=map");
    expect(await faultsInBothThemes(page, "relations map")).toEqual([]);
  });

  test("a value entered by hand counts where people are trusted, and the history shows the item before it", async () => {
    await open(`ci/${server.id}/sources`);
    const before = new Date().toISOString();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("What", { exact: true }).selectOption("owner");
    await page.getByText("what you enter counts").waitFor();
    await page.getByRole("textbox", { name: "Value" }).fill("Payments");
    await page.getByRole("textbox", { name: "Reason" }).fill("the shop pays");
    await page.getByRole("button", { name: "Enter", exact: true }).click();
    await page.getByRole("cell", { name: "Payments" }).first().waitFor();
    await open(`ci/${server.id}/history?at=${before}`);
    const differs = page.getByRole("table", { name: "Values that differ" });
    await differs.getByRole("row", { name: /Owner.*Payments/ }).waitFor();
    await page.getByText("mira: “the shop pays”").waitFor();
    expect(await faultsInBothThemes(page, "history")).toEqual([]);
  });

  test("what changed in all of the estate is told, and by whom", async () => {
    await open("estate-changes?from=now-1h&to=now");
    const table = page.getByRole("table", { name: "Items that differ" });
    await table.getByRole("row", { name: new RegExp(`${server.name}.*Server.*came.*host`) }).waitFor();
    await page.getByRole("button", { name: /^Went/ }).click();
    await page.getByText("No difference is like that").waitFor();
    await page.getByRole("button", { name: /^All/ }).click();
    await page.getByLabel("Name, class, field or source").fill(server.name);
    await table.getByRole("link", { name: server.name, exact: true }).first().waitFor();
    expect(await faultsInBothThemes(page, "what changed")).toEqual([]);
  });

  test("a file is kept with an item, taken away as it was, and deleted", async () => {
    await open(`ci/${server.id}`);
    await page.getByRole("heading", { name: "Attachments" }).waitFor();
    const file = { name: "rack ü.txt", mimeType: "text/plain", buffer: Buffer.from("row 3, unit 17") };
    await page.getByLabel("Files to attach").setInputFiles(file);
    const link = page.getByRole("link", { name: file.name });
    await link.waitFor();
    expect(await faultsInBothThemes(page, "attachments")).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe(file.name);
    expect(await readFile(await download.path(), "utf8")).toBe("row 3, unit 17");
    await page.getByRole("button", { name: `Delete ${file.name}` }).click();
    await page.getByRole("button", { name: "Delete attachment" }).click();
    await link.waitFor({ state: "detached" });
    const dropped = await page.evaluateHandle(
      `(() => { const all = new DataTransfer(); all.items.add(new File(["x"], "drop.txt")); return all; })()`,
    );
    await page.getByRole("heading", { name: "Attachments" }).dispatchEvent("drop", { dataTransfer: dropped });
    await page.getByRole("link", { name: "drop.txt" }).waitFor();
  });

  test("quality counts all items and leads to them, and what is due is attested", async () => {
    await open("quality/server");
    const rules = page.getByRole("table", { name: "Rules" });
    await rules.getByRole("row", { name: /Nobody ever attested it/ }).waitFor();
    expect(await faultsInBothThemes(page, "quality")).toEqual([]);
    await page.getByRole("button", { name: "Attest all: Nobody ever attested it" }).click();
    await page.getByRole("textbox", { name: "Note" }).fill("seen in the rack");
    expect(await faultsInBothThemes(page, "attest dialog")).toEqual([]);
    await page.getByRole("button", { name: "Attest", exact: true }).click();
    await rules.getByRole("row", { name: /Kept.*Nobody ever attested it/ }).waitFor();
    await open(`ci/${server.id}`);
    await page.getByText("seen in the rack").waitFor();
    expect(await faultsInBothThemes(page, "attested item")).toEqual([]);
    await open("quality/server");
    await page.getByRole("link", { name: /^Of [0-9,]+ items?$/ }).click();
    await page
      .getByRole("row", { name: new RegExp(server.name) })
      .first()
      .waitFor();
    expect(page.url()).toContain("/inventory");
  });

  test("the map walks by keys, and its list has the same", async () => {
    await open(`map?focus=${server.id}&layer=infrastructure`);
    const map = page.getByRole("application", { name: /^Map of the estate/ });
    await map.focus();
    await waitUntil("a key chooses a card", 30_000, async () => {
      await page.keyboard.press("ArrowDown");
      return page.url().includes("sel=");
    });
    await page.getByRole("complementary", { name: "Chosen on the map" }).waitFor();
    expect(await faultsInBothThemes(page, "map")).toEqual([]);
    await page.getByRole("button", { name: "List", exact: true }).click();
    const list = page.getByRole("table", { name: "What the map shows" });
    await list.getByRole("button", { name: server.name, exact: true }).waitFor();
    expect(await faultsInBothThemes(page, "map as list")).toEqual([]);
  });

  test("the map says when there was nothing yet", async () => {
    await open(`map?focus=${server.id}&at=2020-01-01T00:00:00Z`);
    await page.getByText("It was not there yet, or nobody knew of it then").waitFor();
    await page.getByRole("button", { name: "Back to now" }).first().click();
    await page.getByRole("application", { name: /^Map of the estate/ }).waitFor();
  });
});
