import { describe, expect, it } from "vitest";
import { faultOf } from "./fault";

describe("a fault in an expression", () => {
  it("stands where the server says, over the word there", () => {
    const text = "sum(\n  rate(up)\n)";
    const fault = faultOf('invalid parameter "query": 2:3: parse error: expected type range vector', text);
    expect(text.slice(fault.from, fault.to)).toBe("rate");
    expect(fault.message).toBe("expected type range vector");
  });

  it("counts columns in bytes, as Prometheus does", () => {
    const text = 'x{a="ü"} y';
    const fault = faultOf("1:11: parse error: unexpected identifier", text);
    expect(text.slice(fault.from, fault.to)).toBe("y");
  });

  it("at the end stands over the last sign", () => {
    expect(faultOf("1:5: parse error: unexpected end of input", "sum(")).toMatchObject({ from: 3, to: 4 });
  });

  it("without a place is about the whole expression", () => {
    expect(faultOf("too many samples", "up")).toEqual({ message: "too many samples", from: 0, to: 2 });
    expect(faultOf("x", "")).toEqual({ message: "x", from: 0, to: 0 });
  });
});
