import { describe, expect, it } from "vitest";
import { partOf, telemetryOf } from "./telemetry";

const expressions = (ciClass: string, key: string, attributes = {}) =>
  telemetryOf({ ciClass, key, attributes }).flatMap((chart) => chart.queries.map((query) => query.expr));

describe("the charts of an item", () => {
  it("of a server ask for its host alone", () => {
    const all = expressions("server", "abc123");
    expect(all.length).toBeGreaterThan(8);
    expect(all.every((expr) => expr.includes('host_id="abc123"'))).toBe(true);
  });

  it("of a file system ask for its mount point, whatever is in its name", () => {
    expect(partOf("abc:/mnt/a:b")).toBe("/mnt/a:b");
    expect(expressions("file_system", 'abc:/mnt/"x"')[0]).toContain('system_filesystem_mountpoint="/mnt/\\"x\\""');
  });

  it("of a program exist when its stopping would be noticed", () => {
    expect(expressions("application", "abc:redis:6379", { service: true, tcp_ports: [6379] })).toHaveLength(1);
    expect(expressions("application", "abc:postgres@root", { service: true, ephemeral_ports: [37629] })).toEqual([]);
    expect(expressions("application", "abc:top", { service: false, tcp_ports: [80] })).toEqual([]);
  });

  it("do not exist for what nothing measures", () => {
    expect(telemetryOf({ ciClass: "package", key: "abc:dpkg:curl", attributes: {} })).toEqual([]);
  });
});
