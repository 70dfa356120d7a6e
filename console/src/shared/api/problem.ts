/** One field that the caller got wrong, as the server says it. */
export type Violation = { field: string; expected: string; got?: string };

/** A request that failed: the server's RFC 9457 problem, or no answer at all (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly requestId: string | undefined;
  readonly violations: readonly Violation[];

  constructor(problem: {
    status: number;
    title: string;
    detail?: string | undefined;
    requestId?: string | undefined;
    violations?: readonly Violation[] | undefined;
  }) {
    super(problem.detail ?? problem.title);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.title = problem.title;
    this.requestId = problem.requestId;
    this.violations = problem.violations ?? [];
  }

  /** Whether trying the same again may help. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

function violationsOf(value: unknown): Violation[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== "object" || entry === null) return [];
    const { field, expected, got } = entry as Record<string, unknown>;
    if (typeof field !== "string") return [];
    const gotText = text(got);
    return [{ field, expected: text(expected) ?? "", ...(gotText === undefined ? {} : { got: gotText }) }];
  });
}

const TITLES: Record<number, string> = {
  401: "You are signed out",
  403: "Your role may not do this",
  404: "Not found",
  409: "This was changed meanwhile",
  413: "Too large",
  429: "Too many requests",
  503: "The server is busy",
};

/** Prometheus' kinds of error: its routes answer in its own form. */
const PROMETHEUS_TITLES: Record<string, string> = {
  bad_data: "This cannot be asked",
  execution: "The query failed",
  canceled: "The query was cancelled",
  timeout: "The query took too long",
};

/** Whatever a failed request left behind, as an ApiProblem. Without a response the network failed. */
export function problemFrom(error: unknown, response: Response | undefined): Error {
  if (error instanceof ApiProblem) return error;
  // A query that is no longer wanted is aborted: that is no failure and keeps its own type.
  if (error instanceof DOMException && error.name === "AbortError") return error;
  if (!response) {
    return new ApiProblem({ status: 0, title: "No connection", detail: "The server did not answer." });
  }
  const body = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  return new ApiProblem({
    status: response.status,
    title:
      text(body.title) ??
      PROMETHEUS_TITLES[text(body.errorType) ?? ""] ??
      TITLES[response.status] ??
      `HTTP ${response.status}`,
    detail: text(body.detail) ?? text(body.error),
    requestId: text(body.requestId) ?? text(response.headers.get("x-request-id")),
    violations: violationsOf(body.violations),
  });
}

/** What to say at a field of a form: the violation of that field, if the problem has one. */
export function violationOf(problem: unknown, field: string): string | undefined {
  if (!(problem instanceof ApiProblem)) return undefined;
  const violation = problem.violations.find((candidate) => candidate.field === field);
  return violation && `Expected ${violation.expected}${violation.got === undefined ? "" : `, got ${violation.got}`}.`;
}

/** What to say above a form: the problem, unless it is told at its fields. */
export function messageOf(problem: unknown, fields: readonly string[] = []): string | undefined {
  if (problem === null || problem === undefined) return undefined;
  if (!(problem instanceof ApiProblem)) return problem instanceof Error ? problem.message : String(problem);
  const allAtFields = problem.violations.length > 0 && problem.violations.every((v) => fields.includes(v.field));
  if (allAtFields) return undefined;
  const told = problem.violations.filter((v) => !fields.includes(v.field));
  const rest = told.map((v) => `${v.field}: expected ${v.expected}${v.got === undefined ? "" : `, got ${v.got}`}`);
  // The server's own text mostly has them already.
  return [problem.message, ...rest.filter((text) => !problem.message.includes(text))].join(" · ");
}
