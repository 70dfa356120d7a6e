import type { MetricMetadata } from "./answers";

/** How a selector narrows one label, as `/api/v1/parse_query` gives it. */
export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly type: string;
}

/** An expression as `/api/v1/parse_query` gives it; only what units and selectors follow from. */
export interface SyntaxNode {
  readonly type: string;
  readonly name?: string;
  readonly op?: string;
  readonly bool?: boolean;
  readonly val?: string;
  readonly func?: { readonly name: string };
  readonly args?: readonly SyntaxNode[];
  readonly expr?: SyntaxNode | null;
  readonly lhs?: SyntaxNode;
  readonly rhs?: SyntaxNode;
  readonly matchers?: readonly Matcher[];
  readonly offset?: number;
  readonly timestamp?: number | null;
  readonly startOrEnd?: string | null;
}

type Metadata = ReadonlyMap<string, Pick<MetricMetadata, "unit">>;

/** UCUM units by the word that Prometheus' naming puts last. */
const SUFFIXES: Readonly<Record<string, string>> = {
  seconds: "s",
  milliseconds: "ms",
  bytes: "By",
  ratio: "1",
  percent: "%",
  hertz: "Hz",
  celsius: "°C",
  volts: "V",
  amperes: "A",
  watts: "W",
  joules: "J",
  grams: "g",
  meters: "m",
};

/** A number without a unit: of things that are counted. */
const COUNT = "";

/** Seconds that were observed, per second: how many things were under way at once, and no share of the time. */
const OBSERVED_SECONDS_RATE = "s/s";

const RATES = new Set(["rate", "irate", "deriv"]);
const COUNTING = new Set([
  "absent",
  "absent_over_time",
  "changes",
  "count_over_time",
  "present_over_time",
  "resets",
  "histogram_count",
  "sgn",
]);
const OBSERVED = new Set(["histogram_quantile", "histogram_avg", "histogram_stddev"]);
const COUNTING_AGGREGATIONS = new Set(["count", "count_values", "group"]);
const COMPARISONS = new Set(["==", "!=", ">", "<", ">=", "<="]);

/**
 * The unit of what an expression answers, as far as it can be told from the metrics' own metadata or names; undefined
 * where it cannot. A wrong unit misleads more than none, so nothing is guessed.
 */
export function unitOf(node: SyntaxNode | null | undefined, metadata: Metadata): string | undefined {
  const unit = unitWithin(node, metadata);
  return unit === OBSERVED_SECONDS_RATE ? COUNT : unit;
}

/** The same, as the expression around it needs to know it. */
function unitWithin(node: SyntaxNode | null | undefined, metadata: Metadata): string | undefined {
  if (!node) return undefined;
  switch (node.type) {
    case "vectorSelector":
    case "matrixSelector":
      return unitOfMetric(node.name ?? "", metadata);
    case "parenExpr":
    case "unaryExpr":
    case "subquery":
    case "stepInvariantExpr":
      return unitWithin(node.expr, metadata);
    case "aggregation":
      return COUNTING_AGGREGATIONS.has(node.op ?? "") ? COUNT : unitWithin(node.expr, metadata);
    case "call":
      return unitOfCall(node, metadata);
    case "binaryExpr":
      return unitOfBinary(node, metadata);
    default:
      return undefined;
  }
}

/** The unit of a metric's samples: as its metadata say, else as its name ends. */
export function unitOfMetric(name: string, metadata: Metadata): string | undefined {
  if (/_(count|bucket|info)$/.test(name)) return COUNT;
  const base = name.replace(/_(total|sum|created)$/, "");
  const told = metadata.get(name)?.unit || metadata.get(base)?.unit;
  if (told) return SUFFIXES[told] ?? told;
  const word = base.slice(base.lastIndexOf("_") + 1);
  return SUFFIXES[word] ?? (name.endsWith("_total") ? COUNT : undefined);
}

function unitOfCall({ func, args = [] }: SyntaxNode, metadata: Metadata): string | undefined {
  const name = func?.name ?? "";
  const argument = args.find((arg) => arg.type !== "numberLiteral" && arg.type !== "stringLiteral");
  if (COUNTING.has(name)) return COUNT;
  if (name === "timestamp" || name === "time") return undefined;
  if (OBSERVED.has(name)) return observedUnit(argument, metadata);
  const inner = unitWithin(argument, metadata);
  return RATES.has(name) ? perSecond(inner, isSumOfObservations(argument)) : inner;
}

/** Of a histogram's buckets: the unit of what was observed. */
function observedUnit(node: SyntaxNode | null | undefined, metadata: Metadata): string | undefined {
  if (!node) return undefined;
  if (node.name !== undefined) return unitOfMetric(node.name.replace(/_bucket$/, ""), metadata);
  return observedUnit(node.expr ?? node.args?.find((arg) => arg.type !== "numberLiteral"), metadata);
}

/** The sum that a histogram or summary exposes. */
function isSumOfObservations(node: SyntaxNode | null | undefined): boolean {
  if (!node) return false;
  return node.name === undefined ? isSumOfObservations(node.expr) : node.name.endsWith("_sum");
}

function perSecond(unit: string | undefined, ofObservations: boolean): string | undefined {
  if (unit === undefined) return undefined;
  // Time that passed in one state, per second, is a share.
  return unit === "s" && !ofObservations ? "1" : `${unit}/s`;
}

/** A share of two alike; of a sum and how many it is of, both as they are or both per second, the unit of one of them. */
function quotientOf(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined || left === COUNT) return undefined;
  if (left === right) return "1";
  if (right === COUNT) return left;
  return right === "/s" ? /^(.+)\/s$/.exec(left)?.[1] : undefined;
}

function unitOfBinary({ op = "", lhs, rhs, bool }: SyntaxNode, metadata: Metadata): string | undefined {
  if (bool === true) return COUNT;
  const left = unitWithin(lhs, metadata);
  if (COMPARISONS.has(op) || op === "and" || op === "unless" || op === "or") return left;
  const right = unitWithin(rhs, metadata);
  const leftNumber = numberOf(lhs);
  const rightNumber = numberOf(rhs);
  const number = leftNumber ?? rightNumber;
  const unit = leftNumber === undefined ? left : right;
  if (op === "+" || op === "-") return number !== undefined || left === right ? unit : undefined;
  if (op === "*" && number !== undefined) return scaled(unit, number);
  if (op === "/" && rightNumber !== undefined) return rightNumber === 1 ? left : undefined;
  return op === "/" ? quotientOf(left, right) : undefined;
}

function scaled(unit: string | undefined, factor: number): string | undefined {
  if (factor === 1) return unit;
  if (factor === 100 && unit === "1") return "%";
  return factor === 8 && unit === "By/s" ? "bit/s" : undefined;
}

function numberOf(node: SyntaxNode | undefined): number | undefined {
  if (node?.type === "parenExpr") return numberOf(node.expr ?? undefined);
  return node?.type === "numberLiteral" ? Number(node.val) : undefined;
}
