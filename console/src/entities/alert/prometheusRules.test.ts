import { describe, expect, it } from "vitest";
import { type ActiveAlert, activeLook, type PrometheusRule, ruleLook } from "./prometheusRules";

const rule = (rest: Partial<PrometheusRule>): PrometheusRule => ({
  type: "alerting",
  name: "TargetDown",
  query: "up == 0",
  health: "ok",
  evaluationTime: 0,
  lastEvaluation: "",
  state: "inactive",
  ...rest,
});

const firing = (severity: string): ActiveAlert => ({
  labels: { severity },
  annotations: {},
  state: "firing",
  activeAt: "",
  value: "1",
});

describe("how one of Prometheus' rules is shown", () => {
  it("says first that it fails", () => {
    expect(ruleLook(rule({ health: "err", state: "firing" })).word).toBe("Fails");
    expect(ruleLook(rule({ health: "unknown" })).word).toBe("Not yet");
  });

  it("counts what fires, with the severity of its labels", () => {
    const fires = rule({ state: "firing", alerts: [firing("critical"), firing("critical")] });
    expect(ruleLook(fires)).toEqual({ state: "critical", word: "2 firing" });
    expect(ruleLook(rule({ state: "firing", alerts: [firing("page")] })).state).toBe("warning");
    expect(ruleLook(rule({ state: "firing", alerts: [firing("info"), firing("critical")] })).state).toBe("critical");
  });

  it("shows an alert that fires as the rule", () => {
    expect(activeLook(firing("critical"))).toEqual({ state: "critical", word: "Firing" });
    expect(activeLook(firing("page")).state).toBe("warning");
    expect(activeLook({ ...firing("critical"), state: "pending" }).state).toBe("info");
  });

  it("is quiet otherwise, and recording is no alert", () => {
    expect(ruleLook(rule({})).word).toBe("Quiet");
    expect(ruleLook(rule({ state: "pending" })).word).toBe("Pending");
    expect(ruleLook(rule({ type: "recording" }))).toEqual({ state: "ok", word: "Records" });
  });
});
