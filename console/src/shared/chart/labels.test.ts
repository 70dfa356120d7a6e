import { describe, expect, it } from "vitest";
import { agrees, labelOf } from "./labels";

describe("the name of a series", () => {
  it("is made of its labels", () => {
    expect(
      labelOf("{{system_device}} {{ disk_io_direction }}", { system_device: "vda", disk_io_direction: "read" }),
    ).toBe("vda read");
    expect(labelOf("used", {})).toBe("used");
    expect(labelOf("{{gone}} x", {})).toBe("x");
  });
});

describe("a series and the labels of an alert", () => {
  it("agree when no label that both have differs", () => {
    const alert = { instance: "a", mountpoint: "/data", team: "db" };
    expect(agrees({ instance: "a", mountpoint: "/data" }, alert)).toBe(true);
    expect(agrees({ instance: "a", mountpoint: "/" }, alert)).toBe(false);
    expect(agrees({ device: "vda" }, alert)).toBe(true);
  });
});
