import { parseInstant } from "./range";

const WALL = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** `2026-11-23 08:30:00`, as a clock of that zone shows the instant. */
export function wallText(millis: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(millis);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}:${part("second")}`;
}

/**
 * What a person typed as an instant, in ISO 8601: `now-2h`, an instant with its zone, or what a clock of the zone shows.
 * Undefined when it is none of these.
 */
export function instantFrom(text: string, zone: string, now: number): string | undefined {
  const typed = text.trim();
  const wall = WALL.exec(typed);
  const millis = wall ? wallMillis(wall.slice(1), zone) : parseInstant(typed, now);
  return millis === undefined || Number.isNaN(millis) ? undefined : new Date(millis).toISOString();
}

function wallMillis(fields: readonly (string | undefined)[], zone: string): number | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields.map((field) => Number(field ?? 0));
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  // The zone's offset there; asked a second time, for the first guess may lie on the other side of a change of clocks.
  const offsetAt = (millis: number) => Date.parse(`${wallText(millis, zone).replace(" ", "T")}Z`) - millis;
  const guess = asUtc - offsetAt(asUtc);
  const found = asUtc - offsetAt(guess);
  // 31 February is no day, and an hour that a change of clocks leaves out is none either.
  return wallText(found, zone) === wallText(asUtc, "UTC") && new Date(asUtc).getUTCDate() === day ? found : undefined;
}
