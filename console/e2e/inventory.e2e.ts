// The inventory at work: searches kept and shared, many items edited, a list exported, a table of somebody else's imported.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lacking } from "./program";
import {
  discoveredHost,
  faultsInBothThemes,
  type Item,
  PASSWORD,
  type Send,
  type Stage,
  setStage,
  settled,
  signIn,
} from "./session";

/** Nothing here is about speed: a machine that does much else at once may take its time. */
const PATIENCE_MILLIS = 60_000;

/** Somebody else's table: other names of columns, one cell that is none, a column that nobody wants. */
const TABLE = `Hostname;CPUs;Vendor;Remarks;Owner
web-1;8;Fjord;first;Shop
web-2;lots;Fjord;second;Shop
web-3;16;Fjord;;Shop
`;

describe.skipIf(lacking !== "")("the inventory", () => {
  let stage: Stage;
  let page: Page;
  let send: Send;
  /** When the owners of the imported hosts were still those of the table. */
  let beforeEdit = "";
  const open = (address: string) => stage.open(address);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const dialog = () => page.getByRole("dialog");
  const rows = () => page.locator("tbody tr[data-row]");
  const filter = () => page.getByRole("combobox", { name: "Add a filter" });

  beforeAll(async () => {
    stage = await setStage(900, PATIENCE_MILLIS);
    ({ page, send } = stage);
  });

  afterAll(() => stage?.end());

  /** A picture of the page in both themes, where somebody asked for them. */
  async function shot(name: string) {
    const folder = process.env.BINNACLE_SHOTS;
    if (!folder) return;
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png`, animations: "disabled" });
    }
  }

  async function look(name: string) {
    await shot(name);
    expect(await faultsInBothThemes(page, name)).toEqual([]);
  }

  test("a table with foreign columns is mapped, checked and imported", async () => {
    await open("inventory");
    await page.getByRole("link", { name: "Import" }).click();
    await settled(page);
    await page.getByLabel("File", { exact: true }).setInputFiles({
      name: "hosts.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(TABLE),
    });
    await page.getByLabel(/^Source/).fill("hosts");
    await look("import: file");
    await button("Next").click();
    const becomes = (column: string) => page.getByLabel(`${column} becomes`);
    await page.getByText("Choose the class of the items").waitFor();
    await page.getByLabel("The items are").selectOption("server");
    await expect.poll(() => becomes("CPUs").inputValue(), { timeout: PATIENCE_MILLIS }).toBe("cpu_count");
    expect(await becomes("Vendor").inputValue()).toBe("manufacturer");
    expect(await becomes("Remarks").inputValue()).toBe("");
    await becomes("Hostname").selectOption("name");
    await look("import: columns");
    await button("Check").click();
    await page.getByText("3 new, 0 changed, 0 intended no more").waitFor();
    await page.getByRole("row", { name: /line 3 CPUs/ }).waitFor();
    await look("import: preview");
    const [problems] = await Promise.all([page.waitForEvent("download"), button("Download CSV").click()]);
    expect(readFileSync(await problems.path(), "utf8")).toContain("line 3,CPUs,");
    await button("Import").click();
    await page.getByText("3 items are intended by hosts").waitFor();
    await look("import: done");
    await page.getByRole("link", { name: "See its items" }).click();
    await page.getByText("3 rows").waitFor();
  });

  test("a relation is completed, its filter too, and what the server cannot read is said at its place", async () => {
    await open("inventory?view=all");
    await filter().fill("part");
    await page.getByRole("option", { name: /^part_of\(…\)/ }).click();
    await filter().pressSequentially("cl");
    await page.getByRole("option", { name: /^class / }).click();
    await filter().pressSequentially("serv");
    await page
      .getByRole("option", { name: /^server/ })
      .first()
      .waitFor();
    await look("filter: completion");
    await page.getByRole("option", { name: /^server\s*class/ }).click();
    await page.getByRole("option", { name: /^\)\s*end of part_of/ }).click();
    await page.waitForURL((url) => url.searchParams.get("q") === "part_of(class:server)");
    await rows().first().waitFor();
    await open("inventory?view=all&q=part_of(clas:server)");
    await page.getByRole("alert").filter({ hasText: "class:" }).waitFor();
    await look("filter: fault");
  });

  test("a search is kept, reopened, shared, and changed only as it was seen", async () => {
    await open("inventory/server?view=all&q=key~hosts/&sort=-name");
    await button("Columns").click();
    await page.getByRole("menuitemcheckbox", { name: "Owner" }).click();
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => url.searchParams.get("cols")?.includes("owner") ?? false);
    await button("Saved searches").click();
    await page.getByText("No search of this list is kept yet").waitFor();
    await look("searches: none");
    await page.getByRole("menuitem", { name: "Save this search…" }).click();
    await dialog().getByLabel("Name").fill("Imported hosts");
    await look("searches: save");
    await dialog().getByRole("button", { name: "Save" }).click();
    await button("Saved searches, now Imported hosts").waitFor();
    await open("inventory");
    await button("Saved searches").click();
    await page.getByRole("menuitem", { name: "Imported hosts" }).click();
    await page.getByText("3 rows").waitFor();
    expect(new URL(page.url()).searchParams.get("sort")).toBe("-name");
    await page.getByRole("columnheader", { name: "Owner" }).waitFor();
    await page.goBack();
    await page.waitForURL((url) => url.pathname === "/inventory");
    await page.goForward();
    await button("Saved searches, now Imported hosts").click();
    await page.getByRole("menuitem", { name: "Rename, share, delete…" }).click();
    await dialog().getByRole("button", { name: "Change Imported hosts" }).click();
    await dialog().getByLabel("Share it with everybody").check();
    await look("searches: mine");
    const { items } = await send<{ items: { id: string; version: number }[] }>("GET", "saved-searches?list=cis");
    const [kept] = items;
    await send("PUT", `saved-searches/${kept?.id}`, {
      version: kept?.version,
      content: {
        list: "cis",
        name: "Imported",
        q: "class:server key~hosts/",
        sort: "-name",
        columns: null,
        shared: false,
      },
    });
    await dialog().getByRole("button", { name: "Change it" }).click();
    await dialog().getByText("was changed meanwhile").waitFor();
    await dialog().getByRole("button", { name: "Change it all the same" }).click();
    await dialog().getByRole("cell", { name: "all", exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await send("POST", "users", { name: "jon", displayName: "Jon", role: "viewer", password: PASSWORD });
    const other = await stage.browser.newContext();
    await signIn(other, stage.program, "jon");
    const theirs = await other.newPage();
    await theirs.goto(`${stage.program.url}/inventory`);
    await theirs.getByRole("button", { name: "Saved searches" }).click();
    await theirs.getByRole("menuitem", { name: /Imported hosts.*mira/ }).click();
    await theirs.getByText("3 rows").waitFor();
    await theirs.locator("tbody tr[data-row] input").first().check();
    expect(await theirs.getByRole("button", { name: "Edit" }).count()).toBe(0);
    await other.close();
  });

  test("many items are edited: what becomes of each is shown before, and one problem stops no other", async () => {
    const idsOf = async (q: string) =>
      (await send<{ items: Item[] }>("GET", `cis?q=${encodeURIComponent(q)}`)).items.map(({ id }) => id);
    await discoveredHost(stage, PATIENCE_MILLIS);
    const hosts = await idsOf("name:web-1,web-2");
    beforeEdit = new Date().toISOString();
    const [system] = await idsOf("class:operating_system");
    await open(`inventory?view=all&q=id:${[...hosts, system].join(",")}`);
    await page.getByText("3 rows").waitFor();
    await page.getByLabel("Select all rows that are loaded").check();
    await button("Edit").click();
    const value = (number: number) => dialog().getByRole("group", { name: `Value ${number}` });
    await value(1).getByLabel("What").selectOption("platform");
    await value(1)
      .getByLabel(/^Value/)
      .fill("rack mount");
    await dialog().getByRole("button", { name: "Another value" }).click();
    await value(2).getByLabel("What").selectOption("owner");
    await value(2)
      .getByLabel(/^Value/)
      .fill("Payments");
    await look("edit: values");
    await dialog().getByRole("button", { name: "Preview" }).click();
    await dialog().getByText("2 items would change, 1 cannot be edited.").waitFor();
    await dialog()
      .getByRole("row", { name: /web-1.*Owner: Shop.*Payments/ })
      .waitFor();
    await look("edit: preview");
    await dialog().getByRole("button", { name: "Back" }).click();
    expect(
      await value(1)
        .getByLabel(/^Value/)
        .inputValue(),
    ).toBe("rack mount");
    await dialog().getByRole("button", { name: "Preview" }).click();
    await dialog().getByRole("button", { name: "Apply to 2" }).click();
    await dialog().getByText("2 items changed, 1 could not be edited.").waitFor();
    await look("edit: outcome");
    await dialog().getByRole("button", { name: "Done" }).click();
    expect((await idsOf('platform:"rack mount" owner:Payments')).sort()).toEqual(hosts.sort());
    await open("inventory/package?view=all");
    await rows().first().waitFor();
    await page.getByLabel("Select all rows that are loaded").check();
    const { total } = await send<{ total: number }>("GET", "cis?q=class:package&limit=1");
    await page.getByRole("button", { name: /^Select all/ }).click();
    await page.getByText(`All ${total.toLocaleString("en-GB")} that match`).waitFor();
    await look("edit: all that match");
    await button("Edit").click();
    await dialog()
      .getByRole("heading", { name: `Edit ${total.toLocaleString("en-GB")} items` })
      .waitFor();
    await dialog().getByRole("button", { name: "Cancel" }).click();
  });

  test("the estate of an instant is looked at, linked to and exported, and nothing of it can be changed", async () => {
    await open(`inventory/server?view=intended&q=${encodeURIComponent("key~hosts/ owner:Shop")}`);
    await page.getByText("1 row", { exact: true }).waitFor();
    await page.getByLabel("The estate as of").fill(beforeEdit);
    await button("Show").click();
    await page.getByText("3 rows").waitFor();
    await page.getByRole("status").filter({ hasText: "The estate as it was on" }).waitFor();
    expect(await button("Import").isDisabled()).toBe(true);
    await page.getByLabel("Select all rows that are loaded").check();
    expect(await button("Edit").isDisabled()).toBe(true);
    await page.getByText("The past cannot be changed", { exact: true }).waitFor();
    await look("past: selected");
    await button("Clear").click();
    await button("Export").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "JSON" }).click(),
    ]);
    const exported = JSON.parse(readFileSync(await download.path(), "utf8")) as { attributes: { owner: string } }[];
    expect(exported.map(({ attributes }) => attributes.owner)).toEqual(["Shop", "Shop", "Shop"]);
    await page.getByLabel("As it was then believed").check();
    await rows().filter({ hasText: "web-1" }).click();
    await page.getByText("Like this since").last().waitFor();
    await look("past: panel");
    await page.getByRole("link", { name: "Open page" }).click();
    await page.getByRole("heading", { name: "As it was" }).waitFor();
    expect(new URL(page.url()).searchParams.get("at")).toBe(beforeEdit);
    await page.goBack();
    await page.getByRole("link", { name: "All items" }).click();
    await page.getByText("The estate as it was on").waitFor();
    await look("past: all items");
    await button("Back to now").click();
    await page.getByText("The estate as it was on").waitFor({ state: "detached" });
  });

  test("the list is exported as it stands", async () => {
    await open("inventory/server?view=all&q=key~hosts/&sort=-name");
    await rows().first().waitFor();
    const listed = await page.locator("tbody tr[data-row] td:nth-child(3)").allInnerTexts();
    await button("Export").click();
    await look("export");
    const exported = async (format: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: new RegExp(format) }).click(),
      ]);
      return readFileSync(await download.path(), "utf8");
    };
    const json = JSON.parse(await exported("JSON")) as { name: string }[];
    expect(json.map(({ name }) => name)).toEqual(listed);
    await button("Export").click();
    const [header, ...lines] = (await exported("CSV")).trimEnd().split("\r\n");
    const at = header?.split(",").indexOf("name") ?? -1;
    expect(lines.map((line) => line.split(",")[at])).toEqual(listed);
  });
});
