/** Prometheus' own answers, whose format the OpenAPI document leaves open. */
export type Labels = Readonly<Record<string, string>>;

export interface Annotated {
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** One row of an instant answer; a native histogram comes as its count and sum. */
export interface InstantRow {
  readonly metric: Labels;
  readonly value: number | undefined;
  /** What to show where the value is no number: a text, or a histogram in words. */
  readonly words?: string;
}

export interface InstantAnswer extends Annotated {
  readonly rows: readonly InstantRow[];
}

export interface Exemplar {
  readonly labels: Labels;
  readonly series: Labels;
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface MetricMetadata {
  readonly type: string;
  readonly help: string;
  readonly unit: string;
}

interface Histogram {
  readonly count: string;
  readonly sum: string;
}

interface VectorRow {
  readonly metric: Labels;
  readonly value?: readonly [number, string];
  readonly histogram?: readonly [number, Histogram];
}

/** The `data` of an answer. */
export function dataOf<T>(answer: unknown): T | undefined {
  return (answer as { data?: T }).data;
}

export function annotationsOf(answer: unknown): Annotated {
  const { warnings, infos } = answer as Partial<Annotated>;
  return { warnings: warnings ?? [], infos: infos ?? [] };
}

export function instantOf(answer: unknown): InstantAnswer {
  const data = dataOf<{ resultType?: string; result?: unknown }>(answer);
  return { rows: rowsOf(data?.resultType, data?.result), ...annotationsOf(answer) };
}

function rowsOf(type: string | undefined, result: unknown): InstantRow[] {
  if (type === "scalar") return [{ metric: {}, value: Number((result as [number, string])[1]) }];
  if (type === "string") return [{ metric: {}, value: undefined, words: (result as [number, string])[1] }];
  if (type === "matrix") return (result as { metric: Labels; values?: [number, string][] }[]).map(lastOfRange);
  return ((result ?? []) as VectorRow[]).map(({ metric, value, histogram }) =>
    histogram === undefined
      ? { metric, value: Number(value?.[1]) }
      : { metric, value: undefined, words: `histogram: ${histogram[1].count} observations, sum ${histogram[1].sum}` },
  );
}

/** A range, asked for at one time, is shown as how many samples it has and its last one. */
function lastOfRange({ metric, values }: { metric: Labels; values?: [number, string][] }): InstantRow {
  const last = values?.at(-1);
  return last === undefined
    ? { metric, value: undefined, words: "histograms" }
    : { metric, value: Number(last[1]), words: `${last[1]} (last of ${values?.length})` };
}

export function exemplarsOf(answer: unknown): Exemplar[] {
  const found =
    dataOf<{ seriesLabels: Labels; exemplars: { labels: Labels; value: string; timestamp: number }[] }[]>(answer);
  return (found ?? []).flatMap(({ seriesLabels, exemplars }) =>
    exemplars.map(({ labels, value, timestamp }) => ({
      labels,
      series: seriesLabels,
      value: Number(value),
      at: timestamp * 1000,
    })),
  );
}

export function metadataOf(answer: unknown): ReadonlyMap<string, MetricMetadata> {
  const all = dataOf<Record<string, MetricMetadata[]>>(answer) ?? {};
  return new Map(Object.entries(all).flatMap(([name, [first]]) => (first ? [[name, first] as const] : [])));
}

/** `up{job="node"}`: a series as PromQL writes it. */
export function seriesText(metric: Labels): string {
  const { __name__: name, ...labels } = metric;
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name ?? ""}${pairs.length === 0 && name !== undefined ? "" : `{${pairs.join(", ")}}`}`;
}
