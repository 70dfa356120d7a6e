const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};

/** A span as the server writes it, `180d` or `1h30m`, in milliseconds. */
export function spanMillis(text: string): number {
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0),
    0,
  );
}

/** Whether an attestation still says something; one of a class that asks for none holds for ever. */
export function attestationState(
  attestedAt: string | undefined,
  every: string | undefined,
  now: number,
): "never" | "due" | "holds" {
  if (attestedAt === undefined) {
    return "never";
  }
  return every !== undefined && Date.parse(attestedAt) + spanMillis(every) < now ? "due" : "holds";
}
