/**
 * Numbers with units, for people. Units are written as OpenTelemetry writes them (UCUM): `By`, `By/s`, `1` for a
 * ratio, `s`, `Hz`, `{packet}/s`. A ratio reads as a percentage; bytes step by 1,024 and byte rates by 1,000.
 */

const NBSP = "\u00a0";
export const NO_VALUE = "–";

interface Scale {
  readonly factor: number;
  readonly label: string;
}

const BYTES: readonly Scale[] = [
  { factor: 1, label: "B" },
  { factor: 1024, label: "KiB" },
  { factor: 1024 ** 2, label: "MiB" },
  { factor: 1024 ** 3, label: "GiB" },
  { factor: 1024 ** 4, label: "TiB" },
  { factor: 1024 ** 5, label: "PiB" },
];

const BYTE_RATES: readonly Scale[] = [
  { factor: 1, label: "B/s" },
  { factor: 1e3, label: "kB/s" },
  { factor: 1e6, label: "MB/s" },
  { factor: 1e9, label: "GB/s" },
];

const BIT_RATES: readonly Scale[] = [
  { factor: 1, label: "bit/s" },
  { factor: 1e3, label: "kbit/s" },
  { factor: 1e6, label: "Mbit/s" },
  { factor: 1e9, label: "Gbit/s" },
];

const HERTZ: readonly Scale[] = [
  { factor: 1, label: "Hz" },
  { factor: 1e3, label: "kHz" },
  { factor: 1e6, label: "MHz" },
  { factor: 1e9, label: "GHz" },
];

const SECONDS: readonly Scale[] = [
  { factor: 1e-9, label: "ns" },
  { factor: 1e-6, label: "µs" },
  { factor: 1e-3, label: "ms" },
  { factor: 1, label: "s" },
  { factor: 60, label: "min" },
  { factor: 3600, label: "h" },
  { factor: 86_400, label: "d" },
];

const ALIASES: Readonly<Record<string, string>> = {
  bytes: "By",
  byte: "By",
  "bytes/s": "By/s",
  bytes_per_second: "By/s",
  ratio: "1",
  percent: "%",
  seconds: "s",
  hertz: "Hz",
  bps: "bit/s",
  number: "",
};

/** How a whole axis or column is scaled: divide by `factor`, write `label` once beside it. */
export function scaleFor(unit: string | undefined, magnitude: number): Scale {
  const known = canonical(unit);
  switch (known) {
    case "By":
      return largestWithin(BYTES, magnitude);
    case "By/s":
      return largestWithin(BYTE_RATES, magnitude);
    case "bit/s":
      return largestWithin(BIT_RATES, magnitude);
    case "Hz":
      return largestWithin(HERTZ, magnitude);
    case "s":
      return magnitude === 0 ? { factor: 1, label: "s" } : largestWithin(SECONDS, magnitude);
    case "1":
      return { factor: 0.01, label: "%" };
    default:
      return { factor: 1, label: wordOf(known) };
  }
}

/** A value with its unit: `1.5 GiB`, `31 %`, `120 packets/s`. */
export function formatValue(value: number | null | undefined, unit?: string): string {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return NO_VALUE;
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? "∞" : "−∞";
  }
  const scale = scaleFor(unit, Math.abs(value));
  const text = formatNumber(value / scale.factor);
  return scale.label === "" ? text : text + NBSP + scale.label;
}

/** At most three significant digits below a thousand, whole and grouped above. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) {
    return "0";
  }
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : smallDecimals(size);
  const rounded = Number(value.toFixed(decimals));
  return rounded.toLocaleString("en-GB", { maximumFractionDigits: decimals }).replace("-", "−");
}

/** The unit as it stands in a chart's title, before any data is known. */
export function unitWord(unit: string | undefined): string {
  const known = canonical(unit);
  return known === "1" ? "%" : known === "By" ? "B" : known === "By/s" ? "B/s" : wordOf(known);
}

function canonical(unit: string | undefined): string {
  const plain = (unit ?? "").trim();
  return ALIASES[plain] ?? plain;
}

/** `{packet}/s` → `packets/s`, `{connection}` → `connections`; anything else stays. */
function wordOf(unit: string): string {
  return unit.replace(/\{([a-z ]+)\}/g, (_, word: string) => (word.endsWith("s") ? `${word}es` : `${word}s`));
}

function largestWithin(scales: readonly Scale[], magnitude: number): Scale {
  let best = scales[0] as Scale;
  for (const scale of scales) {
    if (magnitude >= scale.factor) {
      best = scale;
    }
  }
  return best;
}

/** Two significant digits for fractions, but no more than nine places. */
function smallDecimals(size: number): number {
  return Math.min(9, 1 - Math.floor(Math.log10(size)));
}
