import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName, cleanText, foldName, foldText, TEXT_MAX } from '../../../../shared/core/ground/text.ts';
import { SEED } from '../../../properties/seed.ts';

const DECOMPOSED = 'Mu\u0308ller';
const ALL = [cleanName, cleanText, foldText];
/** What SQS takes (API reference, SendMessage, "MessageBody"). */
const SQS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const FOLDS = [foldText, foldName];
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());

describe('every text', () => {
  it.each(ALL)('%o is composed and trimmed', (clean) => {
    expect(clean(` \u00A0${DECOMPOSED}\u3000\t`)).toBe(clean('M\u00FCller'));
  });

  it.each([
    ['U+FFFE', '\uFFFE'],
    ['U+FFFF', '\uFFFF'],
    ['U+1FFFF', '\u{1FFFF}'],
    ['half a pair', '\uD83D'],
    ['the other half', '\uDE00'],
    ['NUL', '\0'],
    ['a bell', '\u0007'],
  ])('goes without %s', (_name, odd) => {
    for (const clean of ALL) expect(clean(`${odd}a${odd}b${odd}`)).toBe('ab');
  });

  it('keeps pairs, tabs and line breaks within', () => {
    for (const clean of ALL) expect(clean('\u{1F600}\t\r\nx')).toBe('\u{1F600}\t\r\nx');
  });

  it('of any kind is taken by SQS, and is the same the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const clean of ALL) {
          const cleaned = clean(text);
          expect(cleaned).toMatch(SQS);
          expect(cleaned.isWellFormed()).toBe(true);
          expect(clean(cleaned)).toBe(cleaned);
          expect(cleaned.normalize('NFC').trim()).toBe(cleaned);
        }
        for (const fold of FOLDS) {
          expect(fold(cleanText(text))).toBe(fold(text));
          expect(fold(cleanName(text))).toBe(fold(text));
        }
        // The iota that old Greek writes below a letter is one beside it in capitals: the order of accents tells them apart.
        if (text.normalize('NFD').includes('\u0345')) return;
        const spellings = [
          foldName(text),
          foldText(text),
          text.toUpperCase(),
          text.toLowerCase(),
          text.normalize('NFD'),
        ];
        expect(new Set([text, ...spellings].map(foldName)).size).toBe(1);
      }),
      { seed: SEED },
    );
  });
});

const INVISIBLE = [
  '\u200B',
  '\u202A',
  '\u202C',
  '\u00AD',
  '\uFEFF',
  '\u2060',
  '\u3164',
  '\u{E0041}',
  '\uFE0F',
  '\u200D',
];

describe('invisible characters', () => {
  it.each(INVISIBLE)('%j are taken out of addresses, options and labels, and do not count in a comparison', (odd) => {
    expect(cleanText(`Y${odd}es${odd}`)).toBe('Yes');
    expect(foldText(`${odd}Y${odd}es`)).toBe('yes');
  });

  it('that stand between a letter and its accent leave one letter', () => {
    expect(cleanText('Mu\u200B\u0308ller')).toBe('M\u00FCller');
  });

  it('stay in a name, where some scripts need them', () => {
    expect(cleanName('\u0645\u06CC\u200C\u062E')).toBe('\u0645\u06CC\u200C\u062E');
  });

  it.each(['\u200B', '\u3164 ', '\u200D\u2060'])('alone are no name: %j', (odd) => {
    expect(cleanName(odd)).toBe('');
  });

  it.each(['\u{1F469}\u200D\u{1F4BB} Engineering', '\u2764\uFE0F People', '\u{1F44D}\u{1F3FD}'])(
    'that make up an emoji stay: %s',
    (group) => {
      expect(cleanText(group)).toBe(group);
    },
  );
});

describe('text to compare by', () => {
  it('ignores case, form and what nobody sees', () => {
    expect(foldText('\u200BE\u0301COLE ')).toBe(foldText('\u00C9cole'));
  });

  it('keeps different words apart', () => {
    expect(foldText('Sales')).not.toBe(foldText('Sale'));
    expect(foldText('re\u0301sume\u0301')).not.toBe(foldText('resume'));
  });
});

describe('a name to compare by', () => {
  it.each([
    ['capitals', 'EVA LANG', 'Eva Lang'],
    ['a sharp s, small or capital', 'Wei\u00DF', 'WEISS', 'WEI\u1E9E', 'weiss'],
    [
      'the letters i of Turkish',
      '\u0130PEK I\u015EIK',
      'ipek \u0131\u015F\u0131k',
      'Ipek I\u015F\u0131k',
      'I\u0307pek I\u015FIK',
    ],
    ['an accent of its own', 'M\u00FCller', 'MU\u0308LLER'],
    ['blanks', ' Eva  Maria', 'Eva\u00A0Maria ', 'Eva\tMaria'],
    ['hyphens', 'Anna-Maria', 'Anna Maria', 'Anna \u2013 Maria', 'Anna\u2011Maria'],
    ['apostrophes', "O'Neill", 'O\u2019Neill', 'O`NEILL'],
    ['what nobody sees', 'Eva\u200B', 'Eva'],
    ['a sigma at the end', '\u03A3\u039F\u03A6\u039F\u03A3', '\u03C3\u03BF\u03C6\u03BF\u03C2'],
  ])('ignores %s', (_what, ...spellings) => {
    expect(new Set(spellings.map(foldName)).size).toBe(1);
  });

  it('keeps other letters, accents and words apart', () => {
    const names = ['Jos\u00E9', 'Jose', 'Josef', 'Jo se', 'M\u00FCller', 'Mueller'];
    expect(new Set(names.map(foldName)).size).toBe(names.length);
  });
});

describe('a text of a megabyte', () => {
  const marks = `a${'\u0323\u0301'.repeat(500_000)}`;

  it.each([...ALL, foldName])('costs its length, whatever marks it is made of: %o', (clean) => {
    const begun = performance.now();
    expect(clean(marks).length).toBeGreaterThan(TEXT_MAX);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('of blanks around a word is that word, composed', () => {
    expect(cleanName(`${' '.repeat(500_000)}${DECOMPOSED}${' '.repeat(500_000)}`)).toBe('M\u00FCller');
  });
});
