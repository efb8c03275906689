import type { Edit } from './copy-tree.ts';

const above = (file: string, line: string, added: string): Edit => ({ file, find: line, replace: `${added}\n${line}` });

const ATTRIBUTES = 'shared/contracts/attributes.ts';
const END_OF_ATTRIBUTES = '} as const satisfies { readonly [name: string]: Attribute };';

/** Something that is added in its one place, and nowhere else. */
export const ATTRIBUTE = above(
  ATTRIBUTES,
  END_OF_ATTRIBUTES,
  "  position: { keys: ['position'], reads: 'text', required: false, field: 'job_title', account: 'same' },",
);
export const DATE = above(
  ATTRIBUTES,
  END_OF_ATTRIBUTES,
  "  probation_end: { keys: ['probation_end'], reads: 'date', required: false, field: 'probation', account: 'nowhere' },",
);
export const KIND = above(
  'shared/contracts/mutation-kind.ts',
  '} as const satisfies { readonly [kind: string]: KindOfMutation };',
  "  'pause-account': { stream: 'profile', limit: 'deactivations', letter: 'p' },",
);
/** What the message of that kind says, which is where the compiler leads first. */
export const DATA_OF_KIND: Edit = {
  file: 'shared/contracts/user-mutation.ts',
  find: "kind: z.literal('deactivate'),",
  replace: "kind: z.enum(['deactivate', 'pause-account']),",
};
export const HOLD = above(
  'shared/contracts/codes/reasons.ts',
  '} as const satisfies { readonly [code: string]: Hold };',
  "  TOO_MANY_PAUSES: { approval: 'releases', asks: 'deactivations' },",
);
export const REASON: Edit = {
  file: 'shared/contracts/codes/reasons.ts',
  find: "  | 'ON_LEAVE'\n",
  replace: "  | 'ON_LEAVE'\n  | 'ON_SABBATICAL'\n",
};
/** A code that is no hold, gate or reason: an issue's. */
export const ISSUE: Edit = {
  file: 'shared/core/compare/compare-one-off.ts',
  find: "addIssue(collector, 'ONE_OFF_REFILLED', key)",
  replace: "addIssue(collector, 'ONE_OFF_ENTERED_AGAIN', key)",
};

export const POLICY: Edit = {
  file: 'shared/contracts/policies.ts',
  find: '  rearmDays: z._default(whole(0, 90), 7),',
  replace: '  rearmDays: z._default(whole(0, 90), 7),\n  probationDays: z._default(whole(0, 365), 0),',
};

const rename = (role: string) =>
  above(
    'shared/contracts/support/customers.ts',
    "  'tenant-pause': {",
    `  'tenant-rename': { ${role}request: { tenantId, name }, answer: () => z.object({ tenant: TenantViewSchema }) },`,
  );
export const OPERATION = rename("role: 'operate', ");
export const OPERATION_WITHOUT_ROLE = rename('');
/** Who does it answers what another operation promises. */
export const OPERATION_OF_ANOTHER: Edit = {
  file: 'functions/support/dispatch.ts',
  find: "'tenant-list': listTenants,",
  replace: "'tenant-list': listDeadLetters,",
};
