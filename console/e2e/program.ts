// Starts the packaged program on a data directory of its own, as ./binnacle does, and ends it.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromiumCommand } from "./browser";
import { waitUntil } from "./wait";

const root = resolve(import.meta.dirname, "../..");

export interface Program {
  url: string;
  setupUrl: string;
  folder: string;
  output: () => string;
  stop: () => Promise<void>;
}

/** The class path that the launcher uses; empty when the program is not packaged. */
export function classPath(): string[] {
  const jars = (folder: string) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith(".jar") && !name.includes("-sources") && !name.includes("-tests"))
          .map((name) => join(folder, name))
      : [];
  const server = jars(join(root, "server/target"));
  const console = jars(join(root, "console/target"));
  return server.length > 0 && console.length > 0 ? [...server, ...console, join(root, "server/target/lib/*")] : [];
}

/** What this machine lacks to run any of this; empty when nothing. */
export const lacking =
  chromiumCommand === ""
    ? "there is no Chromium; ./verify installs it"
    : classPath().length === 0
      ? "the program is not packaged; mvn package makes it"
      : "";
if (lacking !== "") console.warn(`end to end: skipped, ${lacking}`);

function javaHome(): string {
  const candidates = [
    process.env.BINNACLE_E2E_JAVA_HOME,
    process.env.JAVA_HOME,
    ...(existsSync("/usr/lib/jvm") ? readdirSync("/usr/lib/jvm").map((name) => join("/usr/lib/jvm", name)) : []),
  ];
  return candidates.find((home) => home && majorVersion(home) >= 25 && existsSync(join(home, "bin/java"))) ?? "";
}

function majorVersion(home: string): number {
  const release = join(home, "release");
  return existsSync(release) ? Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(release, "utf8"))?.[1] ?? 0) : 0;
}

/** The java command of a JDK 25 or later. */
export function javaCommand(): string {
  const home = javaHome();
  return home === "" ? "java" : join(home, "bin/java");
}

/** Starts it and waits until it says that it is ready. `configuration` is the text of binnacle.yaml. */
export async function startProgram(configuration: string, rules: Record<string, string>): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "binnacle-e2e-"));
  const config = join(folder, "binnacle.yaml");
  writeFileSync(config, configuration.replaceAll("FOLDER", folder));
  mkdirSync(join(folder, "rules"));
  for (const [name, text] of Object.entries(rules)) writeFileSync(join(folder, "rules", name), text);

  const child = spawn(
    javaCommand(),
    [
      "-XX:+UseSerialGC",
      "-Xmx256m",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-cp",
      classPath().join(":"),
      "io.binnacle.server.Main",
      "serve",
      "--config",
      config,
      "--data",
      join(folder, "data"),
      "--listen",
      "127.0.0.1:0",
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: environment() },
  );
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  child.stderr.on("data", (chunk) => (text += chunk));
  try {
    await waitUntil("the program is ready and has printed its set-up link", 180_000, () => {
      if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}:\n${text}`);
      return /http:\S+\/setup#\S+/.test(text);
    });
  } catch (failure) {
    await stop(child, folder);
    throw failure;
  }
  const setupUrl = /http:\S+\/setup#\S+/.exec(text)?.[0] ?? "";
  return {
    setupUrl,
    url: new URL(setupUrl).origin,
    folder,
    output: () => text,
    stop: () => stop(child, folder),
  };
}

/** Ours, without what would configure the program: a test decides that. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("BINNACLE_")));
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
