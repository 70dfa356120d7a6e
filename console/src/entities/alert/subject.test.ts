import { describe, expect, it } from "vitest";
import { subjectOf } from "./subject";

const of = (labels: Record<string, string>) => subjectOf({ labels });

describe("what an alert without an item is about", () => {
  it("is told by its labels, most telling first", () => {
    expect(of({ job: "node", instance: "db-1:9100", severity: "warning" })).toBe("db-1:9100");
    expect(of({ job: "node", alertname: "Absent" })).toBe("node");
    expect(of({ namespace: "shop", pod: "cart-1", instance: "10.0.0.1:8080" })).toBe("shop/cart-1");
    expect(of({ pod: "cart-1" })).toBe("cart-1");
  });

  it("stays open where no label tells", () => {
    expect(of({ alertname: "Watchdog", severity: "info", instance: "" })).toBeUndefined();
  });
});
