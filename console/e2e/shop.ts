// A small program of one's own to scrape: it speaks OpenMetrics, with exemplars.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Shop {
  /** `host:port`, as a prometheus.yml names it. */
  readonly target: string;
  readonly close: () => Promise<void>;
}

const BOUNDS = [0.01, 0.1, 1];

/** Starts it; how much it has served follows from how often it was asked, so that nothing depends on the clock. */
export async function startShop(): Promise<Shop> {
  let scrapes = 0;
  const server = createServer((_, response) => {
    scrapes++;
    response.writeHead(200, { "content-type": "application/openmetrics-text; version=1.0.0; charset=utf-8" });
    response.end(exposition(scrapes));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

function exposition(scrapes: number): string {
  const lines = [
    "# TYPE shop_request_duration_seconds histogram",
    "# UNIT shop_request_duration_seconds seconds",
    "# HELP shop_request_duration_seconds How long requests took.",
  ];
  for (const [handler, share] of [
    ["/cart", 10],
    ["/search", 30],
  ] as const) {
    const count = scrapes * share;
    const series = (le: string) => `shop_request_duration_seconds_bucket{handler="${handler}",le="${le}"}`;
    BOUNDS.forEach((bound, index) => {
      const exemplar = bound === 1 ? ` # {trace_id="trace-${handler.slice(1)}"} 0.4` : "";
      lines.push(`${series(String(bound))} ${Math.floor((count * (index + 1)) / 4)}${exemplar}`);
    });
    lines.push(`${series("+Inf")} ${count}`);
    lines.push(`shop_request_duration_seconds_sum{handler="${handler}"} ${count * 0.2}`);
    lines.push(`shop_request_duration_seconds_count{handler="${handler}"} ${count}`);
  }
  lines.push("# TYPE shop_queue_depth gauge", "# HELP shop_queue_depth Orders that wait.", "shop_queue_depth 7");
  // As a node_exporter beside it would tell of the machine.
  lines.push("# TYPE node_uname_info gauge", 'node_uname_info{nodename="web9"} 1');
  return `${[...lines, "# EOF"].join("\n")}\n`;
}
