// Adds up the test reports of all modules (JUnit XML, by Surefire and Vitest) and prints them as the last lines of ./verify.
// Arguments: Maven's exit status, seconds taken. Exits with Maven's status, or 1 when a report shows a failure or no test ran.
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const [status, seconds] = process.argv.slice(2).map(Number);
const totals = { tests: 0, failed: 0, skipped: 0 };
const rows = [];

for (const module of readdirSync('.', { withFileTypes: true })) {
  const reports = join(module.name, 'target', 'surefire-reports');
  if (!module.isDirectory() || !existsSync(reports)) continue;
  const sum = { tests: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(reports).filter((name) => name.endsWith('.xml'))) {
    const xml = readFileSync(join(reports, file), 'utf8');
    const suites = xml.match(/<testsuite\b[^>]*>/g) ?? [];
    for (const suite of suites) {
      const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
      sum.tests += number('tests');
      sum.failed += number('failures') + number('errors');
      sum.skipped += number('skipped');
    }
    for (const skip of xml.matchAll(/<skipped\b[^>]*message="([^"]*)"/g)) {
      rows.push(`  skipped in ${module.name}: ${skip[1].split('&#10;')[0]}`);
    }
  }
  rows.push(`  ${module.name}: ${sum.tests} tests, ${sum.failed} failed, ${sum.skipped} skipped`);
  for (const key of Object.keys(totals)) totals[key] += sum[key];
}

console.log(`\nverify: ${status === 0 ? 'good' : `Maven ended with ${status}`} after ${seconds} s`);
for (const row of rows) console.log(row);
console.log(`${totals.tests - totals.failed - totals.skipped} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(status !== 0 ? status : totals.failed > 0 || totals.tests === 0 ? 1 : 0);
