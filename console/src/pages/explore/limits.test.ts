import { describe, expect, it } from "vitest";
import { limitsOf } from "./limits";

describe("the limits of series", () => {
  it("are what the settings say", () => {
    const settings = [
      { key: "samples.seriesMax", value: "1000000" },
      { key: "samples.tenant.seriesMax", value: "500000" },
      { key: "server.listen", value: "x" },
    ];
    expect(limitsOf(settings)).toEqual({ series: 1_000_000, tenantActive: 500_000, tenantNew: undefined });
  });

  it("are unknown before the settings are", () => {
    expect(limitsOf([])).toEqual({ series: undefined, tenantActive: undefined, tenantNew: undefined });
    expect(limitsOf([{ key: "samples.seriesMax", value: null }]).series).toBeUndefined();
  });
});
