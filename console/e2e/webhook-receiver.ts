// A receiver of webhooks that checks signatures by itself, following the Standard Webhooks specification.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  id: string;
  body: { type?: string; data?: unknown } & Record<string, unknown>;
  signed: boolean;
}

export interface Receiver {
  url: string;
  received: Received[];
  setSecret: (secret: string) => void;
  close: () => Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let secret = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const id = String(request.headers["webhook-id"] ?? "");
      const timestamp = String(request.headers["webhook-timestamp"] ?? "");
      const signatures = String(request.headers["webhook-signature"] ?? "").split(" ");
      received.push({
        id,
        body: JSON.parse(text),
        signed: signatures.some((one) => verify(one, `${id}.${timestamp}.${text}`)),
      });
      response.writeHead(204).end();
    });
  });
  const verify = (signature: string, content: string) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const expected = Buffer.from(`v1,${createHmac("sha256", key).update(content).digest("base64")}`);
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    setSecret: (text) => {
      secret = text;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
