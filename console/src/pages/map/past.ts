import { ApiProblem } from "../../shared/api";

const SINCE = /an instant from (\S+) on/;

/** The earliest instant that the graph knows, from the problem that an earlier one was refused with. */
export function earliestOf(problem: unknown): string | undefined {
  const violation =
    problem instanceof ApiProblem ? problem.violations.find(({ field }) => field === "asOf") : undefined;
  const millis = Date.parse(SINCE.exec(violation?.expected ?? "")?.[1] ?? "");
  // A second later: the bound moves on while one looks.
  return Number.isNaN(millis) ? undefined : new Date(millis + 1_000).toISOString();
}
