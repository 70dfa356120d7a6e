// The console's build, one phase a call, so that Maven's phases can drive it:
//   client   npm ci when the lock file changed, typed client when the OpenAPI document changed
//   check    tsc and Biome
//   test     vitest
//   bundle   Vite, compressed copies, budgets
//   e2e      the packaged program in a browser (never skipped as unchanged)
//   all      every one of them
// A phase whose inputs did not change since its last success is skipped: an unchanged console costs next to nothing.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "target");
const openApi = process.env.BINNACLE_OPENAPI ?? join(target, "openapi.json");
const generated = join(root, "src/shared/api/generated");
const CONFIGURATION = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vite.config.ts",
  "biome.json",
  "index.html",
];

function filesBelow(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    const files = existsSync(path) && statSync(path).isDirectory() ? filesBelow(path) : [path];
    for (const file of files) {
      hash.update(relative(root, file)).update("\0");
      hash.update(existsSync(file) ? readFileSync(file) : "absent").update("\0");
    }
  }
  return hash.digest("hex");
}

async function unlessUnchanged(phase, inputs, outputs, work) {
  const stamp = join(target, `stamp-${phase}`);
  const wanted = hashOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && outputs.every(existsSync)) return;
  rmSync(stamp, { force: true });
  const began = Date.now();
  await work();
  mkdirSync(target, { recursive: true });
  // The inputs are read again: a phase may write some of them (the generated client).
  writeFileSync(stamp, hashOf(inputs));
  console.log(`console: ${phase} in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function run(command, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit" });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(" ")} ended with ${code}`)),
    );
  });
}

const tool = (name, ...args) => run(process.execPath, join(root, "node_modules", name), ...args);
const sources = () => [
  ...CONFIGURATION.map((name) => join(root, name)),
  join(root, "src"),
  join(root, "public"),
  join(root, "scripts"),
  join(root, "e2e"),
];

const phases = {
  async client() {
    const lock = ["package.json", "package-lock.json", ".npmrc"].map((name) => join(root, name));
    await unlessUnchanged("install", lock, [join(root, "node_modules/.package-lock.json")], () =>
      run("npm", "ci", "--no-progress"),
    );
    const generator = join(root, "scripts/generate-client.mjs");
    await unlessUnchanged("client", [openApi, generator, ...lock], [join(generated, "sdk.gen.ts")], async () => {
      const { generateClient } = await import("./generate-client.mjs");
      await generateClient(openApi, generated, target);
    });
  },
  async check() {
    await unlessUnchanged("check", sources(), [], async () => {
      const results = await Promise.allSettled([
        tool("typescript/bin/tsc", "-p", "tsconfig.json"),
        tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
      ]);
      const failure = results.find((result) => result.status === "rejected");
      if (failure) throw failure.reason;
    });
  },
  async test() {
    await unlessUnchanged("test", sources(), [], () => tool("vitest/vitest.mjs", "run"));
  },
  async bundle() {
    await unlessUnchanged("bundle", sources(), [join(target, "classes/console/index.html")], async () => {
      await tool("vite/bin/vite.js", "build", "--logLevel", "warn");
      const { compressAssets, checkBudgets } = await import("./bundle.mjs");
      const output = join(target, "classes/console");
      const manifest = join(target, "bundle-manifest.json");
      renameSync(join(output, ".vite/manifest.json"), manifest);
      rmSync(join(output, ".vite"), { recursive: true });
      compressAssets(output);
      checkBudgets(manifest, output);
    });
  },
  async e2e() {
    // One after the other: what the first breaks, the programs of the second would see.
    for (const project of ["faults", "pages"]) {
      const report = `--outputFile.junit=../target/surefire-reports/TEST-e2e-${project}.xml`;
      await tool("vitest/vitest.mjs", "run", "--config", "e2e/vitest.config.ts", "--project", project, report);
    }
  },
  async all() {
    for (const phase of ["client", "check", "test", "bundle"]) await phases[phase]();
  },
};

const phase = process.argv[2] ?? "all";
if (!(phase in phases)) {
  console.error(`build.mjs: no phase '${phase}'; there are ${Object.keys(phases).join(", ")}`);
  process.exit(2);
}
phases[phase]().catch((error) => {
  console.error(`console: ${phase} failed: ${error.message}`);
  process.exit(1);
});
