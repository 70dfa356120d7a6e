import { describe, expect, it } from "vitest";
import { agrees, distinct, labelOf } from "./labels";

describe("the name of a series", () => {
  it("is made of its labels", () => {
    expect(
      labelOf("{{system_device}} {{ disk_io_direction }}", { system_device: "vda", disk_io_direction: "read" }),
    ).toBe("vda read");
    expect(labelOf("used", {})).toBe("used");
    expect(labelOf("{{gone}} x", {})).toBe("x");
  });
});

describe("the names of several series", () => {
  it("are made of all labels where there is no template", () => {
    expect(labelOf("", { __name__: "up", job: "a", instance: "b" })).toBe("job=a instance=b");
    expect([labelOf("", { __name__: "up" }), labelOf("", {})]).toEqual(["up", "value"]);
  });

  it("are made of all labels where nothing is left of the template", () => {
    expect(labelOf("{{datname}}", { datname: "", job: "a" })).toBe("datname= job=a");
  });

  it("differ although the template makes them the same", () => {
    const names = distinct([{ label: "a" }, { label: "b" }, { label: "a" }]).map(({ label }) => label);
    expect(names).toEqual(["a", "b", "a (2)"]);
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
