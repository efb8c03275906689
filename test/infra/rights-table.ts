import { type Right, rightsOf, roleOf } from './policies.ts';
import type { Synthesized } from './synthesize.ts';

const FUNCTIONS = ['fan-out', 'sync', 'deliver', 'support-read', 'support-operate'] as const;
/** What the partitions of the table hold, in the document's words. */
const PARTITIONS: { readonly [pattern: string]: string } = {
  TENANTS: 'directory',
  'TENANT#*': "tenants' memory",
  'PREVIEW#*': 'previews',
  'AUDIT#*': 'audit',
  'PAIR#*': 'pairs',
};
const code = (text: string) => `\`${text}\``;
const unique = (texts: readonly string[]) => [...new Set(texts)];
const actionOf = ({ action }: Right) => action.split(':')[1] ?? action;

function groupBy(rights: readonly Right[], keyOf: (right: Right) => string): readonly [string, readonly Right[]][] {
  const groups = new Map<string, Right[]>();
  for (const right of rights) groups.set(keyOf(right), [...(groups.get(keyOf(right)) ?? []), right]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function describeTable(rights: readonly Right[]): string {
  const groups = groupBy(
    rights.filter(({ on }) => on === 'table'),
    ({ where }) => where,
  );
  return groups
    .map(([where, some]) => {
      const [, patterns = 'everything'] = /dynamodb:LeadingKeys=(\S+)/.exec(where) ?? [];
      const [, attributes] = /dynamodb:Attributes=(\S+)/.exec(where) ?? [];
      const places = patterns.split(',').map((pattern) => PARTITIONS[pattern] ?? pattern);
      const only = attributes === undefined ? '' : `, naming ${attributes.split(',').map(code).join(', ')} alone`;
      return `${some.map(actionOf).sort().join(', ')} in ${places.join(', ')}${only}`;
    })
    .join('; ');
}

/** A queue's rights in a word each; what comes with receiving is not told apart. */
function describeQueues(stage: Synthesized, rights: readonly Right[]): string {
  const nameOf = (on: string) => code(on.replace(`-${stage.config.stage}`, '').replace(/\.fifo$/, ''));
  const on = (action: string) =>
    unique(rights.filter((right) => right.action === action).map((right) => nameOf(right.on)));
  const [receives, sends] = [on('sqs:ReceiveMessage'), on('sqs:SendMessage')];
  return [
    ...(receives.length === 0 ? [] : [`receive ${receives.join(', ')}`]),
    ...(sends.length === 0 ? [] : [`send ${sends.join(', ')}`]),
  ].join('; ');
}

function describeSecrets(rights: readonly Right[]): string {
  const groups = groupBy(
    rights.filter(({ action }) => action.startsWith('secretsmanager:')),
    ({ on }) => (on.endsWith('/*') ? "all tenants'" : "the stage's"),
  );
  return groups.map(([whose, some]) => `${whose}: ${some.map(actionOf).sort().join(', ')}`).join('; ');
}

function describeRole(stage: Synthesized, who: string, rights: readonly Right[]): readonly string[] {
  const invoked = rights.filter(({ action }) => action === 'lambda:InvokeFunction').map(({ on }) => code(on));
  const cells = [describeTable(rights), describeQueues(stage, rights), describeSecrets(rights)];
  const others = invoked.length === 0 ? [] : [`invoke ${invoked.join(', ')}`.replace(`-${stage.config.stage}`, '')];
  const [table = '', queues = '', secrets = ''] = cells;
  const shown = [table, [queues, ...others].filter((text) => text !== '').join('; '), secrets];
  return [who, ...shown.map((text) => (text === '' ? '–' : text))];
}

/** Columns as wide as their longest cell, as the formatter leaves them. */
function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...rows].map(line).join('\n');
}

const BEGIN = '<!-- rights: written by `npm run rights` -->';
const END = '<!-- rights end -->';

/** The page with what each role may do, as the stack's policies say. Throws where the page has no place for it. */
export function replaceRightsTable(page: string, stage: Synthesized): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('The page has no place for the table of rights.');
  const scheduler = stage.find('AWS::IAM::Role').find((one) => JSON.stringify(one).includes('scheduler.amazonaws.com'));
  const rows = [
    describeRole(stage, 'the scheduler', rightsOf(stage, scheduler?.id ?? '')),
    ...FUNCTIONS.map((name) => describeRole(stage, code(name), rightsOf(stage, roleOf(stage, name)))),
  ];
  const table = renderTable(['who', 'table', 'queues and functions', 'secrets'], rows);
  return `${page.slice(0, begin)}${BEGIN}\n\n${table}\n\n${page.slice(end)}`;
}
