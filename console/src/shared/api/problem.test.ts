import { describe, expect, it } from "vitest";
import { ApiProblem, messageOf, problemFrom, violationOf } from "./problem";

const response = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

const INVALID = {
  type: "/problems/invalid-input",
  title: "Invalid input",
  status: 400,
  detail: "The password is too short",
  requestId: "9f2c",
  violations: [{ field: "password", expected: "12 to 1000 characters", got: "3 characters" }],
};

describe("a failed request", () => {
  it("is the server's problem, with its request id and violations", () => {
    const problem = problemFrom(INVALID, response(400)) as ApiProblem;
    expect(problem).toBeInstanceOf(ApiProblem);
    expect([problem.status, problem.title, problem.requestId]).toEqual([400, "Invalid input", "9f2c"]);
    expect(violationOf(problem, "password")).toBe("Expected 12 to 1000 characters, got 3 characters.");
    expect(violationOf(problem, "name")).toBeUndefined();
  });

  it("without an answer says that the server did not answer, and can be retried", () => {
    const problem = problemFrom(new TypeError("fetch failed"), undefined) as ApiProblem;
    expect(problem.status).toBe(0);
    expect(problem.retryable).toBe(true);
  });

  it("with an answer that is no problem still has a title and the id of its header", () => {
    const problem = problemFrom("<html>", response(503, { "x-request-id": "abc" })) as ApiProblem;
    expect([problem.title, problem.requestId, problem.retryable]).toEqual(["The server is busy", "abc", true]);
  });

  it("says what Prometheus' own form of an error says", () => {
    const body = { status: "error", errorType: "bad_data", error: "1:4: parse error: unexpected end of input" };
    const problem = problemFrom(body, response(400)) as ApiProblem;
    expect([problem.title, problem.message]).toEqual(["This cannot be asked", body.error]);
  });

  it("keeps an abort an abort", () => {
    const abort = new DOMException("aborted", "AbortError");
    expect(problemFrom(abort, undefined)).toBe(abort);
  });

  it("lets malformed violations go", () => {
    const problem = problemFrom({ ...INVALID, violations: [null, 4, { expected: "x" }] }, response(400)) as ApiProblem;
    expect(problem.violations).toEqual([]);
  });

  it("says above a form only what its fields do not say", () => {
    const problem = problemFrom(INVALID, response(400));
    expect(messageOf(problem, ["password"])).toBeUndefined();
    expect(messageOf(problem, ["name"])).toContain("password: expected 12 to 1000 characters");
    expect(messageOf(null)).toBeUndefined();
  });

  it("says nothing twice", () => {
    const violations = [{ field: "panels", expected: "a list", got: "5" }];
    const problem = problemFrom({ ...INVALID, detail: "panels: expected a list, got 5", violations }, response(400));
    expect(messageOf(problem)).toBe("panels: expected a list, got 5");
  });
});
