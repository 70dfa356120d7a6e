// Real faults, made outside the program, and their repair.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether this process may mount a file system. Root alone does not tell: containers often forbid it. */
function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), "binnacle-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "binnacle-e2e", folder], { stdio: "ignore" });
    execFileSync("umount", ["-l", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const mayMount = canMount();
if (!mayMount) console.warn("end to end: no file system is filled, for this process may not mount one");

/** A file system of 16 MiB in memory that can be filled, emptied and taken away. */
export function mountSmallFileSystem() {
  const folder = mkdtempSync(join(tmpdir(), "binnacle-tmpfs-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "binnacle-e2e", folder]);
  const file = join(folder, "filler");
  return {
    folder,
    fill: () => writeFileSync(file, Buffer.alloc(15.7 * 1024 * 1024)),
    empty: () => rmSync(file, { force: true }),
    unmount: () => {
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const redisServer = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"].find(existsSync) ?? "";
if (redisServer === "")
  console.warn("end to end: no service is stopped, for there is no redis-server; ./verify installs it");

/** A free port below those that the system gives to clients: what listens on one of those is no service to discovery. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const free = await new Promise<boolean>((done) => {
      const server = createServer();
      server.once("error", () => done(false));
      server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
    });
    if (free) return port;
  }
}

/** A real Redis server on a free port of this machine, which can be stopped and started again. */
export async function realService() {
  const port = await freePort();
  let child: ChildProcess | undefined;
  return {
    port,
    start: () => {
      child = spawn(redisServer, ["--port", String(port), "--bind", "127.0.0.1", "--save", ""], { stdio: "ignore" });
    },
    stop: async () => {
      const running = child;
      child = undefined;
      if (!running || running.exitCode !== null) return;
      const ended = new Promise((done) => running.once("exit", done));
      running.kill("SIGTERM");
      await ended;
    },
  };
}

/** Keeps every processor busy until it is ended. */
export function burnProcessors(count: number) {
  const children = Array.from({ length: count }, () => spawn("sh", ["-c", "while :; do :; done"], { stdio: "ignore" }));
  return {
    end: () => {
      for (const child of children) child.kill("SIGKILL");
    },
  };
}
