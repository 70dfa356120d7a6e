import type { TimeWindow } from "./range";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
    formats.set(key, found);
  }
  return found;
}

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** `14:02` */
export function formatClock(millis: number, zone: string): string {
  return format(zone, "clock", CLOCK).format(millis);
}

/** `14:02:31` */
export function formatClockSeconds(millis: number, zone: string): string {
  return format(zone, "seconds", { ...CLOCK, second: "2-digit" }).format(millis);
}

/** `23 Nov 2026` */
export function formatDay(millis: number, zone: string): string {
  return format(zone, "day", { day: "numeric", month: "short", year: "numeric" }).format(millis);
}

/** `23 Nov 2026, 14:02:31 UTC`: nothing is left to guess. */
export function formatInstant(millis: number, zone: string): string {
  return `${formatDay(millis, zone)}, ${formatClockSeconds(millis, zone)} ${zoneLabel(zone, millis)}`;
}

/** `14:02` today, `22 Nov 14:02` on another day, `22 Nov 2025 14:02` in another year. A line breaks before the time only. */
export function formatShort(millis: number, zone: string, now: number): string {
  const day = formatDay(millis, zone);
  const today = formatDay(now, zone);
  if (day === today) return formatClock(millis, zone);
  const sameYear = day.slice(-4) === today.slice(-4);
  return `${(sameYear ? day.slice(0, -5) : day).replaceAll(" ", "\u00a0")} ${formatClock(millis, zone)}`;
}

/** `UTC`, `CET`, `GMT+2`: the short name of a zone at an instant. */
export function zoneLabel(zone: string, millis: number): string {
  const parts = format(zone, "zone", { timeZoneName: "short" }).formatToParts(millis);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** `45 min`, `1 h`, `1 h 30 min`, `2 d 4 h`: the two largest units. */
export function formatDuration(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1_000));
  const units: [number, string][] = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return "0 s";
  const parts: string[] = [];
  let rest = seconds;
  for (const [size, name] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(" ");
}

/** Whole minutes from the first minute on, for durations whose seconds would only flicker. */
export function roundedMinutes(millis: number): number {
  return millis < 60_000 ? millis : Math.floor(millis / 60_000) * 60_000;
}

/** `now`, `12 s ago`, `5 min ago`, `in 3 h`: one unit is enough for an age. */
export function formatAge(millis: number, now: number): string {
  const distance = now - millis;
  const seconds = Math.round(Math.abs(distance) / 1_000);
  if (seconds < 1) return "now";
  const [size, name] =
    seconds < 60 ? [1, "s"] : seconds < 3_600 ? [60, "min"] : seconds < 86_400 ? [3_600, "h"] : [86_400, "d"];
  const text = `${Math.floor(seconds / size)} ${name}`;
  return distance >= 0 ? `${text} ago` : `in ${text}`;
}

/** The two halves of the time bar's label: `13:40 – 14:25` and `UTC · 45 min`. */
export function formatWindow(window: TimeWindow, zone: string, now: number): { times: string; about: string } {
  const sameDay = formatDay(window.from, zone) === formatDay(window.to, zone);
  const from = formatShort(window.from, zone, now);
  const to = sameDay ? formatClock(window.to, zone) : formatShort(window.to, zone, now);
  return {
    times: `${from} – ${to}`,
    about: `${zoneLabel(zone, window.to)} · ${formatDuration(window.to - window.from)}`,
  };
}
