/** Search parameters that every link carries along: where one looks in time does not change with the page. */
export const STICKY = ["from", "to", "tz", "theme"] as const;

/** Plain strings both ways: an address reads as people write it, without JSON in it. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  // A filter such as `state:firing` stays readable: these are allowed in a query as they are.
  const written = params.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%2F", "/");
  return written === "" ? "" : `?${written}`;
}
