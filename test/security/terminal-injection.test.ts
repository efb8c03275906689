import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmless, harmlessJson } from '../../cli/terminal.ts';
import { SEED } from '../properties/seed.ts';

const OBEYED = new RegExp(String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]`, 'u');

describe('what a customer wrote, on a terminal', () => {
  it.each([
    ['clears the screen', '\u001b[2J'],
    ['hides text', '\u001b[8m'],
    ['writes the clipboard', '\u001b]52;c;cm0gLXJmIH4=\u0007'],
    ['goes back to the start of the line', 'held\rok  '],
    ['deletes what was printed', 'held\b\b\b\bok'],
    ['begins a sequence with one character', '\u009b2J'],
    ['turns the direction', '\u202Etxt.exe'],
  ])('%s: not here', (_what, text) => {
    expect(harmless(`Jane ${text} Doe`)).not.toMatch(OBEYED);
    expect(harmlessJson(JSON.stringify({ name: text }))).not.toMatch(OBEYED);
  });

  it('keeps our own colours, names, tabs and line breaks', () => {
    const text = '\u001b[1mZoë Großmann\u001b[22m\t李小龙 \u{1F600}\n\u001b[32mok\u001b[39m شكرا';
    expect(harmless(text)).toBe(text);
  });

  it('keeps a JSON document the same document', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x2100 }), { maxLength: 20 }), (codes) => {
        const document = JSON.stringify({ name: String.fromCodePoint(...codes) }, null, 2);
        return JSON.stringify(JSON.parse(harmlessJson(document)), null, 2) === document;
      }),
      { seed: SEED },
    );
  });
});

it('a stack that was asked for obeys no more than an answer does', () => {
  const program = fileURLToPath(new URL('../../cli/personio-sync.ts', import.meta.url));
  const folder = `/\u001b[2J${'x'.repeat(5_000)}`;
  const env = { PATH: process.env['PATH'], PERSONIO_SYNC_DEBUG: '1' };
  const { stderr } = spawnSync(process.execPath, [program, '--local', folder, 'status'], { env, encoding: 'utf8' });
  expect(stderr).toMatch(/\n {4}at /);
  expect(stderr).toContain('INTERNAL_ERROR');
  expect(stderr.replaceAll('\n', '')).not.toMatch(OBEYED);
});
