import { queryOptions } from "@tanstack/react-query";
import { getRules, liveOn } from "../../shared/api";
import { STATES_WORST_FIRST, type StateName, stateOf } from "../../shared/ui";

/** Prometheus' rules in Prometheus' own form, which the OpenAPI document leaves open. */
export interface RuleGroup {
  readonly name: string;
  readonly file: string;
  /** Seconds, as all durations here. */
  readonly interval: number;
  readonly evaluationTime: number;
  readonly lastEvaluation: string;
  readonly rules: readonly PrometheusRule[];
}

export interface PrometheusRule {
  readonly type: "alerting" | "recording";
  readonly name: string;
  readonly query: string;
  readonly health: "ok" | "err" | "unknown";
  readonly lastError?: string;
  readonly evaluationTime: number;
  readonly lastEvaluation: string;
  /** Of alerting rules. */
  readonly state?: "firing" | "pending" | "inactive" | "unknown";
  readonly duration?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly alerts?: readonly ActiveAlert[];
}

export interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: string;
  readonly activeAt: string;
  readonly value: string;
}

/** The groups that are evaluated, and what is wrong with files that do not load. */
export interface PrometheusRuleFiles {
  readonly groups: readonly RuleGroup[];
  readonly faults: readonly string[];
}

interface RulesAnswer {
  readonly data?: { readonly groups?: readonly RuleGroup[] };
  readonly warnings?: readonly string[];
}

const RULES_MILLIS = 15_000;

export const prometheusGroupsQuery = queryOptions({
  queryKey: ["prometheus-rules"],
  queryFn: async ({ signal }): Promise<PrometheusRuleFiles> => {
    const { data, warnings = [] } = (await getRules({ signal })) as RulesAnswer;
    return { groups: data?.groups ?? [], faults: warnings };
  },
  meta: liveOn("alert", "rule"),
  refetchInterval: RULES_MILLIS,
});

/** How a rule is shown: by what is wrong with it, else by its alerts. */
export function ruleLook(rule: PrometheusRule): { state: StateName; word: string } {
  if (rule.health === "err") return { state: "unknown", word: "Fails" };
  if (rule.health === "unknown") return { state: "unknown", word: "Not yet" };
  if (rule.type === "recording") return { state: "ok", word: "Records" };
  const firing = (rule.alerts ?? []).filter(({ state }) => state === "firing");
  if (rule.state === "firing") return { state: severityOf(rule, firing), word: `${firing.length} firing` };
  return rule.state === "pending" ? { state: "info", word: "Pending" } : { state: "ok", word: "Quiet" };
}

/** The worst of its alerts. */
function severityOf(rule: PrometheusRule, firing: readonly ActiveAlert[]): StateName {
  const states = firing.map(({ labels }) => stateOfSeverity(labels.severity ?? rule.labels?.severity));
  return STATES_WORST_FIRST.find((state) => states.includes(state)) ?? stateOfSeverity(rule.labels?.severity);
}

/** Prometheus' users name severities as they like; what is none of ours is shown as a warning. */
function stateOfSeverity(told = ""): StateName {
  const known = stateOf(told);
  return known === "unknown" ? "warning" : known;
}

/** How an alert of a rule is shown: one that fires by its severity, as the rule itself is. */
export function activeLook({ state, labels }: ActiveAlert): { state: StateName; word: string } {
  return state === "firing"
    ? { state: stateOfSeverity(labels.severity), word: "Firing" }
    : { state: "info", word: "Pending" };
}
