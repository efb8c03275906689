import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES } from './cases.ts';
import { drawPlot } from './draw-plot.ts';
import { type CaseResult, type Figure, isMet, median } from './figures.ts';
import { showTable, writeMarkdown } from './show-table.ts';

const USAGE = `npm run bench [-- --case NAME]… [--json]

Measures the product against the simulators on this machine; each case in processes of its own. --json prints one JSON
document instead of the table. A whole run also writes
docs/benchmarks-last-run.md and draws docs/benchmarks.svg.

Cases: ${CASES.map(({ name }) => name).join(', ')}`;

/** The plot's cases: with all three of them measured there is something to draw. */
const PLOTTED = CASES.filter(({ name }) => name.startsWith('unchanged-')).length;

/** "Per person at 100,000" is a figure over two cases. */
function compareSizes(results: readonly CaseResult[]): readonly CaseResult[] {
  const perPerson = (name: string) =>
    results.find((one) => one.name === name)?.figures.find((one) => one.name === 'wall per person');
  const [small, large] = [perPerson('unchanged-10k'), perPerson('unchanged-100k')];
  if (small === undefined || large === undefined) return [];
  const values = large.values.map((value) => value / median(small.values));
  const figure: Figure = { name: 'per person at 100,000 / at 10,000', unit: '×', values, target: { most: 1.2 } };
  return [{ name: 'unchanged', figures: [figure] }];
}

function toJson(results: readonly CaseResult[]) {
  return results.map(({ name, figures }) => ({
    case: name,
    figures: figures.map((figure) => ({ ...figure, median: median(figure.values), met: isMet(figure) ?? null })),
  }));
}

async function runCases(names: readonly string[]): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { name, about, run } of CASES) {
    if (names.length > 0 && !names.includes(name)) continue;
    const begun = performance.now();
    process.stderr.write(`${name}: ${about} … `);
    try {
      results.push({ name, figures: await run() });
      process.stderr.write(`${((performance.now() - begun) / 1_000).toFixed(0)} s\n`);
    } catch (error) {
      // The others are measured all the same; the exit code tells.
      process.stderr.write(`FAILED: ${String(error)}\n`);
      process.exitCode = 1;
    }
  }
  return [...results, ...compareSizes(results)];
}

const machine = (): string => `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`;

/** Prints the results, and where the three sizes were measured draws the plot. */
function present(results: readonly CaseResult[], json: boolean): void {
  if (json)
    console.log(JSON.stringify({ node: process.version, cores: cpus().length, cases: toJson(results) }, undefined, 2));
  else {
    console.log(showTable(results));
    const missed = results.flatMap(({ figures }) => figures).filter((figure) => isMet(figure) === false);
    console.log(`${missed.length} targets missed. ${machine()}.`);
  }
  if (results.filter(({ name }) => name.startsWith('unchanged-')).length < PLOTTED) return;
  const docs = join(import.meta.dirname, '../../docs');
  mkdirSync(docs, { recursive: true });
  writeFileSync(join(docs, 'benchmarks.svg'), drawPlot(results));
  if (!CASES.every(({ name }) => results.some((one) => one.name === name))) return;
  const title = `# The last whole run\n\n${new Date().toISOString().slice(0, 10)}, ${machine()}. How to read it: [benchmarks](benchmarks.md).`;
  const plot = '![Time and peak memory by number of people](benchmarks.svg)';
  writeFileSync(join(docs, 'benchmarks-last-run.md'), `${title}\n\n${plot}\n\n${writeMarkdown(results)}\n`);
}

const { values } = parseArgs({
  options: {
    case: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const unknown = values.case.filter((name) => !CASES.some((one) => one.name === name));
if (values.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `There is no case ${unknown.join(', ')}.\n\n${USAGE}` : USAGE);
  process.exitCode = values.help ? 0 : 2;
} else present(await runCases(values.case), values.json);
