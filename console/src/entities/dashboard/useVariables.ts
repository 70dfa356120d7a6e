import { useQueries, useQueryClient } from "@tanstack/react-query";
import type { DashboardVariable } from "../../shared/api";
import { choicesQuery } from "./queries";
import { type Chosen, chosenOf, interpolate, manyOf } from "./variables";

export interface VariableState {
  readonly variable: DashboardVariable;
  readonly choices: readonly string[];
  readonly chosen: readonly string[];
  readonly error: Error | null;
}

export interface Variables {
  readonly states: readonly VariableState[];
  readonly chosen: Chosen;
  readonly choices: Chosen;
  readonly many: ReadonlySet<string>;
  /** Whether every variable has its choices: before that, queries would be asked with values that do not exist. */
  readonly ready: boolean;
}

/**
 * The choices and values of a dashboard's variables. The query of one may name those before it, so that they are worked
 * out in their order, each with what is known of those before.
 *
 * @param inAddress what the address says for each variable
 */
export function useVariables(
  variables: readonly DashboardVariable[],
  inAddress: Readonly<Record<string, string | undefined>>,
): Variables {
  const client = useQueryClient();
  const many = manyOf(variables);
  const chosen: Record<string, readonly string[]> = {};
  const choices: Record<string, readonly string[]> = {};
  const asked = variables.map((variable) => {
    const query = choicesQuery(interpolate(variable.query, chosen, many), variable.pattern);
    const known = variable.kind === "query" ? (client.getQueryData(query.queryKey) ?? []) : variable.options;
    choices[variable.name] = known;
    chosen[variable.name] = chosenOf(variable, inAddress[variable.name], known);
    return { ...query, enabled: variable.kind === "query" };
  });
  const answers = useQueries({ queries: asked });
  return {
    states: variables.map((variable, index) => ({
      variable,
      choices: choices[variable.name] ?? [],
      chosen: chosen[variable.name] ?? [],
      error: answers[index]?.error ?? null,
    })),
    chosen,
    choices,
    many,
    ready: variables.every(({ kind }, index) => kind !== "query" || answers[index]?.isPending === false),
  };
}
