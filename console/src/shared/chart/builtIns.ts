/** What a query may leave to the chart that asks it: how far apart its points are, and over how long they lie. */
export interface Span {
  /** Seconds. */
  readonly step: number;
  readonly range: number;
}

const COLLECTION_SECONDS = 10;
/** What others scrape comes every 15 s in the ordinary course: four of those survive one that is missing. */
const SCRAPE_SECONDS = 15;

/**
 * Fills in the names that begin as Grafana's do, and our own `$window`: at least four collections, so that `rate`
 * survives one that is missing, and never less than a step.
 */
export function withBuiltIns(expression: string, { step, range }: Span): string {
  const values: Readonly<Record<string, string>> = {
    window: `${Math.max(COLLECTION_SECONDS * 4, step)}s`,
    __rate_interval: `${Math.max(SCRAPE_SECONDS * 4, step + SCRAPE_SECONDS)}s`,
    __interval: `${step}s`,
    __interval_ms: String(step * 1000),
    __range: `${range}s`,
    __range_s: String(range),
    __range_ms: String(range * 1000),
  };
  return expression.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare: string | undefined) =>
    named(values, braced ?? bare ?? "", whole),
  );
}

function named(values: Readonly<Record<string, string>>, name: string, otherwise: string): string {
  return Object.hasOwn(values, name) ? (values[name] as string) : otherwise;
}
