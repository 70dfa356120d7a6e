import { expect, test } from "vitest";
import { hostDashboardOf, hostExpression } from "./hostDashboard";

const own = { __name__: "system_cpu_utilization_ratio", instance: "web1" };
const exported = { __name__: "node_uname_info", job: "node", instance: "web1:9100" };

test("a server leads to the dashboard of the metrics that it has, our own first", () => {
  const ours = { to: "/dashboards/host", search: { "var-instance": "web1" } };
  expect(hostDashboardOf("web1", [exported, own])).toEqual(ours);
  expect(hostDashboardOf("web1", [])).toEqual(ours);
  expect(hostDashboardOf("web1", [exported])).toEqual({
    to: "/dashboards/node-exporter",
    search: { "var-job": "node", "var-instance": "web1:9100" },
  });
});

test("it is looked for by its names, as they are", () => {
  const expr = hostExpression({ name: "web1.shop.example", attributes: { fqdn: "web1.shop.example" } });
  expect(expr).toContain('node_uname_info{nodename=~"web1\\\\.shop\\\\.example|web1"}');
  expect(expr).toContain('{instance=~"(web1\\\\.shop\\\\.example|web1)(:[0-9]+)?"}');
  expect(hostExpression({ name: "10.0.0.5", attributes: {} })).toContain('nodename=~"10\\\\.0\\\\.0\\\\.5"}');
});
