import { describe, expect, it } from "vitest";
import { withBuiltIns } from "./builtIns";

describe("what a query leaves to its chart", () => {
  it("is filled in by step and range", () => {
    const span = { step: 30, range: 3600 };
    expect(withBuiltIns("rate(x[$window]) rate(y[$__rate_interval])", span)).toBe("rate(x[40s]) rate(y[60s])");
    expect(withBuiltIns("x[$__range] / $__interval_ms", span)).toBe("x[3600s] / 30000");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Grafana's way to write a variable
    expect(withBuiltIns("x[${__interval}]", { step: 300, range: 1 })).toBe("x[300s]");
  });

  it("grows with the step", () => {
    expect(withBuiltIns("[$window] [$__rate_interval]", { step: 600, range: 1 })).toBe("[600s] [615s]");
  });

  it("leaves other names alone", () => {
    expect(withBuiltIns('x{a="$job"} $windows $constructor', { step: 10, range: 1 })).toBe(
      'x{a="$job"} $windows $constructor',
    );
  });
});
