// What a test does as a user: through the browser's own cookies, or beside it over the API.
import type { APIRequestContext, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { axeFaults, overflowsSideways } from "./browser";
import type { Program } from "./program";

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
