import { writeCommands } from '../command-line.ts';
import { type CodeInfo, FIXER_NAMES } from './code-info.ts';
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

const cell = (text: string) => text.replaceAll('|', '\\|');

function renderRow([code, { text, fix }]: [string, CodeInfo]): string {
  const others = Object.entries(fix.of ?? {}).map(([attribute, place]) => `; ${attribute}: ${place.en}`);
  return `| \`${code}\` | ${cell(text.en)} | ${FIXER_NAMES[fix.who]} | ${cell(writeCommands(fix.where.en + others.join('')))} |`;
}

const INTRO = `# Codes

Codes stand in reports, in \`status\`, \`issues\` and \`explain\`. Where the last column names ID, it is the customer's. Written by \`npm run codes\`.`;

/** Every code with what it means and who fixes it where, as a page: for people who have the code in front of them. */
export function renderCodePage(): string {
  const parts = GROUPS.map(([title, codes]) => {
    const rows = Object.entries(codes).map(renderRow);
    const head = [`## ${title}`, '', '| code | cause | who fixes it | where |', '| --- | --- | --- | --- |'];
    return [...head, ...rows].join('\n');
  });
  return `${[INTRO, ...parts].join('\n\n')}\n`;
}
