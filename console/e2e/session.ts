// What a test does as a user: through the browser's own cookies, or beside it over the API.
import type { APIRequestContext, Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { axeFaults, launchBrowser, overflowsSideways } from "./browser";
import { type Program, startProgram } from "./program";
import { waitUntil } from "./wait";

export const PASSWORD = "a lantern over the compass";

/** The first administrator, through the set-up link, as a person does it. */
export async function setUp(page: Page, program: Program): Promise<void> {
  await page.goto(program.setupUrl);
  await page.getByLabel("Your name").fill("Mira Okafor");
  await page.getByLabel("Sign-in name").fill("mira");
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole("button", { name: "Create and sign in" }).click();
  await page.waitForURL("**/welcome**");
}

export type Send = <T>(method: string, path: string, data?: object) => Promise<T>;

/** Signs the context in; answers with what calls the API as that user. */
export async function signIn(context: BrowserContext, program: Program, name: string): Promise<Send> {
  const api = `${program.url}/api/v1`;
  const session = await context.request.post(`${api}/session`, { data: { name, password: PASSWORD } });
  expect(session.status(), `sign-in of ${name}`).toBeLessThan(300);
  const { csrfToken } = (await session.json()) as { csrfToken: string };
  return (method, path, data) => send(context.request, csrfToken, method, `${api}/${path}`, data);
}

async function send<T>(
  request: APIRequestContext,
  csrfToken: string,
  method: string,
  url: string,
  data: object | undefined,
): Promise<T> {
  const answer = await request.fetch(url, {
    method,
    headers: { "X-CSRF-Token": csrfToken },
    ...(data ? { data } : {}),
  });
  const text = await answer.text();
  expect(answer.ok(), `${method} ${url}: ${text}`).toBe(true);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Waits until the page has its heading and nothing loads any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator("main [role=status][aria-label^=Loading]").first().waitFor({ state: "detached" });
}

/** What is wrong with the page as it stands: axe's findings, and whether it is wider than its window. */
export async function faultsOf(page: Page, where: string): Promise<string[]> {
  const faults = (await axeFaults(page)).map((fault) => `${where}: ${fault}`);
  return (await overflowsSideways(page)) ? [...faults, `${where}: wider than the window`] : faults;
}

/** What is wrong with the page as it stands, in both themes. Only its contrast can depend on the theme. */
export async function faultsInBothThemes(page: Page, where: string): Promise<string[]> {
  const faults = await faultsOf(page, where);
  await inTheme(page, "dark");
  faults.push(...(await axeFaults(page, "color-contrast")).map((fault) => `${where}, dark: ${fault}`));
  await inTheme(page, "light");
  return faults;
}

/** As when the user's system changes its theme. */
async function inTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.locator(`:root[data-mantine-color-scheme=${theme}]`).waitFor({ state: "attached" });
}

/** A program of its own, and its first administrator in a browser. */
export interface Stage {
  readonly program: Program;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly send: Send;
  /** Opens an address of the program and waits until it has loaded. */
  readonly open: (address: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

export async function setStage(height: number, patienceMillis: number): Promise<Stage> {
  const program = await startProgram("", {});
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height } });
  context.setDefaultTimeout(patienceMillis);
  const page = await context.newPage();
  await setUp(page, program);
  return {
    program,
    browser,
    context,
    page,
    send: await signIn(context, program, "mira"),
    open: async (address) => {
      await page.goto(`${program.url}/${address}`);
      await settled(page);
    },
    end: async () => {
      await browser.close();
      await program.stop();
    },
  };
}

export interface Item {
  readonly id: string;
  readonly name: string;
}

/** This machine, once discovery has found it. */
export async function discoveredHost({ send }: Stage, patienceMillis: number): Promise<Item> {
  let host: Item | undefined;
  await waitUntil("the host is discovered", patienceMillis, async () => {
    host = (await send<{ items: Item[] }>("GET", "cis?q=class:server")).items[0];
    return host !== undefined;
  });
  return host as Item;
}
