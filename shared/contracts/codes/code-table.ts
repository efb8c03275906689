import { writeCommands } from '../command-line.ts';
import type { CodeInfo, Mender } from './code-info.ts';
import { DELIVERY_CODES } from './delivery.ts';
import { PEOPLE_CODES } from './people.ts';
import { RUN_CODES } from './runs.ts';
import { SYSTEM_CODES } from './system.ts';

const GROUPS: readonly (readonly [string, { readonly [code: string]: CodeInfo }])[] = [
  ['One person', PEOPLE_CODES],
  ['A whole run', RUN_CODES],
  ['An account in Alleo', DELIVERY_CODES],
  ['The sync itself', SYSTEM_CODES],
];

const MENDERS: { readonly [M in Mender]: string } = {
  hr: 'the customer',
  support: 'you',
  alleo: 'Alleo',
  engineer: 'an engineer',
  nobody: 'nobody',
};

const cell = (text: string) => text.replaceAll('|', '\\|');

function renderRow([code, { text, mend }]: [string, CodeInfo]): string {
  const others = Object.entries(mend.of ?? {}).map(([attribute, place]) => `; ${attribute}: ${place.en}`);
  return `| \`${code}\` | ${cell(text.en)} | ${MENDERS[mend.who]} | ${cell(writeCommands(mend.where.en + others.join('')))} |`;
}

/** Every code with what it means and who mends it where, as Markdown: for people who have the code in front of them. */
export function renderCodeTable(): string {
  const parts = GROUPS.map(([title, codes]) => {
    const rows = Object.entries(codes).map(renderRow);
    return [`### ${title}`, '', '| code | cause | who mends it | where |', '| --- | --- | --- | --- |', ...rows].join(
      '\n',
    );
  });
  return parts.join('\n\n');
}

const BEGIN = '<!-- codes: written by `npm run codes` -->';
const END = '<!-- codes end -->';

/** The page with its table of codes written anew. Throws where the page has no place for it. */
export function replaceCodeTable(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('The page has no place for the table of codes.');
  return `${page.slice(0, begin)}${BEGIN}\n\n${renderCodeTable()}\n\n${page.slice(end)}`;
}
