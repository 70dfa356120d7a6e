import type { MatrixSeries } from "../../shared/chart";
import { type Labels, seriesText } from "./answers";

/**
 * The names of the series of one answer: what tells them apart, for labels that all of them share only take up room. A
 * series that stands alone is called by its metric, or by the expression.
 */
export function seriesNames(matrix: readonly Pick<MatrixSeries, "metric">[], expr: string): string[] {
  if (matrix.length === 1) return [matrix[0]?.metric.__name__ ?? expr];
  const shared = sharedLabels(matrix.map(({ metric }) => metric));
  return matrix.map(({ metric }) => {
    const telling = Object.entries(metric).filter(([name]) => !shared.has(name));
    return telling.length === 0 ? seriesText(metric) : wordsOf(telling);
  });
}

function sharedLabels(all: readonly Labels[]): ReadonlySet<string> {
  const first = all[0] ?? {};
  const names = Object.keys(first).filter((name) => all.every((labels) => labels[name] === first[name]));
  return new Set(names);
}

/** One label is told by its value alone, several by name and value. */
function wordsOf(labels: readonly (readonly [string, string])[]): string {
  if (labels.length === 1) return labels[0]?.[1] || "–";
  return labels.map(([name, value]) => (name === "__name__" ? value : `${name}=${value}`)).join(" ");
}
