import { describe, expect, it } from "vitest";
import { type SyntaxNode, unitOf, unitOfMetric } from "./unit";

const none = new Map();
const metric = (name: string): SyntaxNode => ({ type: "vectorSelector", name });
const number = (val: string): SyntaxNode => ({ type: "numberLiteral", val });
const call = (name: string, ...args: SyntaxNode[]): SyntaxNode => ({ type: "call", func: { name }, args });
const sum = (expr: SyntaxNode): SyntaxNode => ({ type: "aggregation", op: "sum", expr });
const binary = (lhs: SyntaxNode, op: string, rhs: SyntaxNode): SyntaxNode => ({ type: "binaryExpr", op, lhs, rhs });
const unit = (node: SyntaxNode) => unitOf(node, none);

describe("the unit of a metric", () => {
  it.each([
    ["process_resident_memory_bytes", "By"],
    ["node_cpu_seconds_total", "s"],
    ["http_request_duration_seconds_bucket", ""],
    ["http_requests_total", ""],
    ["system_cpu_utilization_ratio", "1"],
    ["up", undefined],
  ])("%s is %s", (name, expected) => {
    expect(unitOfMetric(name, none)).toBe(expected);
  });

  it("is what the metadata say, when they do", () => {
    expect(unitOfMetric("queue_age", new Map([["queue_age", { unit: "seconds" }]]))).toBe("s");
    expect(unitOfMetric("io_total", new Map([["io", { unit: "By" }]]))).toBe("By");
  });
});

describe("the unit of an expression", () => {
  it("turns into one per second by a rate", () => {
    expect(unit(call("rate", metric("disk_read_bytes_total")))).toBe("By/s");
    expect(unit(sum(call("rate", metric("http_requests_total"))))).toBe("/s");
    expect(unit(call("rate", metric("node_cpu_seconds_total")))).toBe("1");
  });

  it("is what was observed, of a histogram's quantile", () => {
    const buckets = sum(call("rate", metric("http_request_duration_seconds_bucket")));
    expect(unit(call("histogram_quantile", number("0.9"), buckets))).toBe("s");
  });

  it("follows arithmetic where it can be told", () => {
    const used = metric("memory_used_bytes");
    expect(unit(binary(used, "/", metric("memory_size_bytes")))).toBe("1");
    expect(unit(binary(number("100"), "*", binary(used, "/", metric("memory_size_bytes"))))).toBe("%");
    expect(unit(binary(number("1"), "-", metric("idle_ratio")))).toBe("1");
    expect(unit(binary(call("rate", metric("net_bytes_total")), "*", number("8")))).toBe("bit/s");
    expect(unit(binary(used, ">", number("5")))).toBe("By");
    expect(unit(binary(used, "/", number("1024")))).toBeUndefined();
    expect(unit(binary(used, "+", metric("up")))).toBeUndefined();
  });

  it("is no share where observed seconds are summed, but their mean is told", () => {
    const matrix = (name: string): SyntaxNode => ({ type: "matrixSelector", name });
    const sumOf = (name: string) => sum(call("rate", matrix(`${name}_sum`)));
    const countOf = (name: string) => sum(call("rate", matrix(`${name}_count`)));
    expect(unit(sumOf("request_duration_seconds"))).toBe("");
    expect(unit(binary(sumOf("request_duration_seconds"), "/", countOf("request_duration_seconds")))).toBe("s");
    expect(unit(binary(sumOf("response_size_bytes"), "/", countOf("response_size_bytes")))).toBe("By");
    const increase = (name: string) => call("increase", matrix(name));
    expect(unit(binary(increase("wait_seconds_sum"), "/", increase("wait_seconds_count")))).toBe("s");
    expect(unit(binary(sumOf("request_duration_seconds"), "/", sumOf("request_duration_seconds")))).toBe("1");
    expect(unit(binary(countOf("a"), "/", metric("response_size_bytes")))).toBeUndefined();
  });

  it("stays what it is of a difference", () => {
    expect(unit(call("idelta", metric("queue_bytes")))).toBe("By");
  });

  it("is a plain number of what is counted", () => {
    expect(unit({ type: "aggregation", op: "count", expr: metric("up_bytes") })).toBe("");
    expect(unit(call("changes", metric("x_bytes")))).toBe("");
  });
});
