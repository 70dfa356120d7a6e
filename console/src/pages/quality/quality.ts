import type { ClassQuality } from "../../shared/api";

export type Completeness = ClassQuality["attributes"][number];
export type Finding = ClassQuality["rules"][number];
export type Seen = ClassQuality["seen"][number];

/** More at once nobody looked at. */
export const ATTEST_MAX = 1_000;

export function scoreWords({ score, items }: ClassQuality): string {
  if (items === 0) {
    return "There is no item of this class.";
  }
  return score === undefined || score === null
    ? "Nothing is required or expected of this class."
    : `${Math.floor(100 * score)} % of what is required or expected is known.`;
}

export function itemsWords(count: number): string {
  return count === 1 ? "1 item" : `${count.toLocaleString("en-GB")} items`;
}

/** `1d ago to 7d ago`, as far as the span has ends. */
export function ageWords({ from, to }: Seen): string {
  if (!from) {
    return `less than ${to} ago`;
  }
  return to ? `${from} to ${to} ago` : `more than ${from} ago`;
}

/** Whether all that break the rule can be attested at once. */
export function isAttestable({ rule, count }: Finding): boolean {
  return (rule === "never_attested" || rule === "attestation_due") && count > 0 && count <= ATTEST_MAX;
}
