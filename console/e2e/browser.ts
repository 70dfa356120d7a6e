// Debian's Chromium, driven by playwright-core; axe for accessibility.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";

export const chromiumCommand =
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync) ?? "";

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumCommand,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

/** What axe finds on the page as it is, by all its rules or by one, a line a fault; empty when it finds none. */
export async function axeFaults(page: Page, rule?: string): Promise<string[]> {
  // Evaluated by the debugger, so the page's content security policy stays as it is.
  if (!(await page.evaluate(`"axe" in window`))) await page.evaluate(axeSource);
  await stillness(page);
  const options = JSON.stringify(rule === undefined ? {} : { runOnly: { type: "rule", values: [rule] } });
  const result = (await page.evaluate(`axe.run(document, ${options})`)) as AxeResult;
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} at ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
}

/** Waits until what moves or fades for a while has come to its end, so that no colour on its way is taken for one that stays. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter((animation) => animation.playState === "running" && animation.effect.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished.catch(() => {})))`);
}

/** Whether the page is wider than its window. */
export async function overflowsSideways(page: Page): Promise<boolean> {
  return (await page.evaluate(
    "document.documentElement.scrollWidth > document.documentElement.clientWidth",
  )) as boolean;
}
