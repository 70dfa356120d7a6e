// What happens to the bundle after Vite: compressed copies beside each file, and the size budgets.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = /\.(js|css|html|svg|json|txt)$/;
const KIB = 1024;

// A first visit of any page must stay under these, a later page adds at most `laterPage`. Gzip level 9, in KiB.
const BUDGET = { firstPageJs: 220, firstPageCss: 25, laterPage: 160 };

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Writes `x.gz` and `x.br` beside each text file, so that the server only copies bytes. */
export function compressAssets(directory) {
  for (const file of filesBelow(directory).filter((path) => COMPRESSIBLE.test(path))) {
    const bytes = readFileSync(file);
    if (bytes.length < 512) continue;
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}

/** Every file that a chunk loads before it runs: itself and what it imports statically. */
function closureOf(manifest, key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) closureOf(manifest, next, seen);
  return seen;
}

export function checkBudgets(manifestFile, directory) {
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  const gzipped = (file) => {
    const path = join(directory, `${file}.gz`);
    try {
      return statSync(path).size;
    } catch {
      return statSync(join(directory, file)).size;
    }
  };
  const weigh = (keys) => {
    const js = new Set();
    const css = new Set();
    for (const key of keys) {
      js.add(manifest[key].file);
      for (const sheet of manifest[key].css ?? []) css.add(sheet);
    }
    const sum = (files) => [...files].reduce((total, file) => total + gzipped(file), 0) / KIB;
    return { js: sum(js), css: sum(css) };
  };
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
  const shell = closureOf(manifest, entry);
  const pages = Object.keys(manifest).filter(
    (key) => /^src\/pages\/.*Page\.tsx$/.test(key) && manifest[key].isDynamicEntry,
  );
  const over = [];
  let worst = { page: "", js: 0, css: 0 };
  for (const page of pages) {
    const own = [...closureOf(manifest, page)].filter((key) => !shell.has(key));
    const first = weigh([...shell, ...own]);
    const later = weigh(own);
    if (first.js > worst.js) worst = { page, ...first };
    if (first.js > BUDGET.firstPageJs)
      over.push(`${page}: first visit ${first.js.toFixed(1)} KiB of JS, budget ${BUDGET.firstPageJs}`);
    if (first.css > BUDGET.firstPageCss)
      over.push(`${page}: first visit ${first.css.toFixed(1)} KiB of CSS, budget ${BUDGET.firstPageCss}`);
    if (later.js > BUDGET.laterPage)
      over.push(`${page}: adds ${later.js.toFixed(1)} KiB of JS, budget ${BUDGET.laterPage}`);
  }
  if (pages.length === 0) over.push("no page chunk found in the manifest");
  const alone = weigh([...shell]);
  console.log(
    `console: shell ${alone.js.toFixed(1)} KiB JS, ${alone.css.toFixed(1)} KiB CSS; heaviest first visit ${worst.page} ` +
      `${worst.js.toFixed(1)} KiB JS, ${worst.css.toFixed(1)} KiB CSS (gzip)`,
  );
  if (over.length > 0) throw new Error(`over budget:\n  ${over.join("\n  ")}`);
}
