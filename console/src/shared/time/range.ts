/** A range as the address holds it: `now-1h` or an instant (ISO or epoch), and the zone it is shown in. */
export type TimeRange = { from: string; to: string; zone: string };

/** A range at one moment, both ends in epoch milliseconds. */
export type TimeWindow = { from: number; to: number };

export const DEFAULT_RANGE = { from: "now-1h", to: "now" } as const;

const UNIT_MILLIS: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const RELATIVE = /^now(?:([+-])(\d{1,6})([smhdw]))?$/;
// Ten digits or fewer are epoch seconds: as milliseconds they would lie in early 1970.
const EPOCH = /^\d{9,14}$/;
const ISO = /^\d{4}-\d{2}-\d{2}/;

/** The instant that a text of the address means, or undefined when it means none. */
export function parseInstant(text: string, now: number): number | undefined {
  const relative = RELATIVE.exec(text);
  if (relative) {
    const [, sign, amount, unit] = relative;
    if (amount === undefined || unit === undefined) return now;
    return now + (sign === "-" ? -1 : 1) * Number(amount) * (UNIT_MILLIS[unit] ?? 0);
  }
  if (EPOCH.test(text)) return text.length <= 10 ? Number(text) * 1_000 : Number(text);
  if (!ISO.test(text)) return undefined;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** What the address says, made sound: a range that cannot be read, or is empty, falls back to the default. */
export function rangeOf(search: { from?: unknown; to?: unknown; tz?: unknown }, browserZone: string): TimeRange {
  const zone = zoneOf(search.tz, browserZone);
  const from = typeof search.from === "string" ? search.from : DEFAULT_RANGE.from;
  const to = typeof search.to === "string" ? search.to : DEFAULT_RANGE.to;
  // Any fixed "now" will do: only order and syntax are looked at here.
  const reference = Date.UTC(2100, 0);
  const start = parseInstant(from, reference);
  const end = parseInstant(to, reference);
  if (start === undefined || end === undefined || start >= end) return { ...DEFAULT_RANGE, zone };
  return { from, to, zone };
}

function zoneOf(tz: unknown, browserZone: string): string {
  if (typeof tz !== "string") return browserZone;
  const zone = tz.toLowerCase() === "utc" ? "UTC" : tz;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    return browserZone;
  }
}

export function windowOf(range: TimeRange, now: number): TimeWindow {
  return { from: parseInstant(range.from, now) ?? now - 3_600_000, to: parseInstant(range.to, now) ?? now };
}

/** Whether the range ends now, whenever that is, so that new data belongs on the screen. */
export function isLive(range: TimeRange): boolean {
  return range.to === "now";
}

function relativeFrom(millis: number): string {
  const units: [string, number][] = [
    ["w", 604_800_000],
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
  ];
  const unit = units.find(([, size]) => millis % size === 0);
  return unit ? `now-${millis / unit[1]}${unit[0]}` : `now-${Math.max(1, Math.round(millis / 1_000))}s`;
}

export function fixedRange(window: TimeWindow, zone: string): TimeRange {
  return { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString(), zone };
}

/** The same range with absolute ends: what a shared link must say. */
export function absoluteRange(range: TimeRange, now: number): TimeRange {
  return fixedRange(windowOf(range, now), range.zone);
}

/** The range of the same length that ends now. */
export function liveRange(range: TimeRange, now: number): TimeRange {
  const { from, to } = windowOf(range, now);
  return { from: relativeFrom(to - from), to: "now", zone: range.zone };
}

/** One window back or forward; a step that reaches the present becomes live. */
export function steppedRange(range: TimeRange, now: number, direction: -1 | 1): TimeRange {
  const { from, to } = windowOf(range, now);
  const length = to - from;
  const end = to + direction * length;
  if (end >= now) return liveRange(range, now);
  return fixedRange({ from: end - length, to: end }, range.zone);
}

// A year: longer ranges than the longest that anything is kept help nobody.
const WIDEST_MILLIS = 366 * 86_400_000;

/** Twice as wide around the same middle, never into the future. */
export function zoomedOutRange(range: TimeRange, now: number): TimeRange {
  const { from, to } = windowOf(range, now);
  const length = Math.min(2 * (to - from), WIDEST_MILLIS);
  if (isLive(range)) return { from: relativeFrom(length), to: "now", zone: range.zone };
  const end = Math.min(now, (from + to) / 2 + length / 2);
  return fixedRange({ from: end - length, to: end }, range.zone);
}

export const PRESETS: readonly { label: string; from: string }[] = [
  { label: "Last 5 minutes", from: "now-5m" },
  { label: "Last 15 minutes", from: "now-15m" },
  { label: "Last hour", from: "now-1h" },
  { label: "Last 3 hours", from: "now-3h" },
  { label: "Last 12 hours", from: "now-12h" },
  { label: "Last 24 hours", from: "now-24h" },
  { label: "Last 7 days", from: "now-7d" },
];
