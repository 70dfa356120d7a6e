/** Waits until the condition holds, asking again every 200 ms; fails with what was waited for. */
export async function waitUntil(
  what: string,
  timeoutMillis: number,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + timeoutMillis;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > end) throw new Error(`not within ${timeoutMillis / 1000} s: ${what}`);
    await new Promise((next) => setTimeout(next, 200));
  }
}
