/** One text of one file, and another in its place. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A guard taken out of the product; where a second one stands behind it, with that one. */
export interface Plant {
  readonly name: string;
  /** What the guard is for, as the table in docs says it. */
  readonly guard: string;
  readonly edits: readonly Edit[];
}

const DELIVER = 'functions/deliver/deliver-mutation.ts';

/** Each of them the simulation must find. The text to be found is the product's own: one that is gone is an error. */
export const PLANTS: readonly Plant[] = [
  {
    name: 'early-answer',
    guard: 'nothing acts after its answer: no early answer at the time limit, and nothing begun near it',
    edits: [
      { file: 'shared/runtime/middleware.ts', find: 'timeoutEarlyInMillis: 0', replace: 'timeoutEarlyInMillis: 5' },
      { file: 'shared/runtime/deadline.ts', find: 'if (current === undefined ||', replace: 'if (Number.NaN !== 0 ||' },
    ],
  },
  {
    name: 'overtaken-check',
    guard: 'deliver skips what a newer decision has overtaken',
    edits: [
      {
        file: DELIVER,
        find: 'return work.open === undefined || work.open.reservation.sequence > data.sequence;',
        replace: 'return false;',
      },
    ],
  },
  {
    name: 'applied-sequence',
    guard: 'deliver skips a sequence at or below the one applied',
    edits: [
      {
        file: DELIVER,
        find: 'if ((outcome.applied[stream] ?? 0) >= data.sequence) return true;',
        replace: '',
      },
    ],
  },
  {
    name: 'lease-condition',
    guard: 'a run takes the lease only where nobody holds it',
    edits: [
      {
        file: 'shared/adapters/dynamodb/leases.ts',
        find: "expression: 'attribute_not_exists(pk) OR #exp <= :now OR (#run = :run AND #step = :zero)',",
        replace: "expression: 'attribute_not_exists(pk) OR attribute_exists(pk)',",
      },
    ],
  },
  {
    name: 'lease-in-writes',
    guard: "each write of a run is under the run's own lease",
    edits: [
      {
        file: 'shared/adapters/dynamodb/transact-items.ts',
        find: "expression: '#run = :run AND #step = :step',",
        replace: "expression: 'attribute_exists(pk) OR attribute_not_exists(pk)',",
      },
    ],
  },
  {
    name: 'creating-mark',
    guard: 'deliver records that it is about to make an account',
    edits: [
      {
        file: DELIVER,
        find: 'if (isRecorded !== true || activating !== undefined) await claimActivation(deps, work, { creating: true });',
        replace: '',
      },
    ],
  },
  {
    name: 'outcome-version',
    guard: 'an outcome is written only as it was read',
    edits: [
      {
        file: 'shared/adapters/dynamodb/outcomes.ts',
        find: '        version === 0\n          ?',
        replace:
          '        true\n          ? {expression: "attribute_exists(pk) OR attribute_not_exists(pk)"} : version === 0 ?',
      },
    ],
  },
  {
    name: 'reserve-before-emit',
    guard: 'a mutation is reserved in the memory before it is sent',
    edits: [
      {
        file: 'shared/core/emit/reserve-chunk.ts',
        find: 'if (changed.size + others.length > 0) {',
        replace: 'if (Number.NaN > 0) {',
      },
    ],
  },
  {
    name: 'activation-claim',
    guard: 'of two invocations with one mutation only one activates',
    edits: [
      {
        file: 'functions/deliver/claim-activation.ts',
        find: 'if (left > 0) throw',
        replace: 'if (left > Infinity) throw',
      },
    ],
  },
  {
    name: 'activate-once',
    guard: 'only an account that is not active is activated',
    edits: [
      {
        file: 'functions/deliver/make-account.ts',
        find: 'if (account.is_active) return account;',
        replace: '',
      },
    ],
  },
  {
    name: 'parked-when-paused',
    guard: "a paused customer's mutations are parked",
    edits: [
      {
        file: DELIVER,
        find: "if (tenant.status === 'paused') return { delivery: 'parked' };",
        replace: '',
      },
    ],
  },
  {
    name: 'registration',
    guard: 'a message of another registration is dropped',
    edits: [
      {
        file: DELIVER,
        find: 'if (tenant.registration !== data.registration || tenant.company.id !== data.company_id) {',
        replace: 'if (Number.NaN > 0) {',
      },
    ],
  },
  {
    name: 'offered-again',
    guard: 'what was left open is offered again',
    edits: [
      {
        file: 'shared/core/compare/reoffer.ts',
        find: 'if (open.length + awaitingGroup.length === 0) return [];',
        replace: 'if (open.length >= 0) return [];',
      },
    ],
  },
  {
    name: 'missing-days',
    guard: 'somebody absent is deactivated on the third day only',
    edits: [
      {
        file: 'shared/core/compare/absence.ts',
        find: 'if ((counted.missing?.days ?? 0) >= policies.missingDays) {',
        replace: 'if ((counted.missing?.days ?? 0) >= 1) {',
      },
    ],
  },
  {
    name: 'deactivation-limit',
    guard: 'too many deactivations are held',
    edits: [
      {
        file: 'shared/core/hold/limits.ts',
        find: "if (exceedsDeactivations(thisRun, policies, base)) return 'TOO_MANY_DEACTIVATIONS';",
        replace: '',
      },
    ],
  },
  {
    name: 'approved-digest',
    guard: 'only what support looked at is released',
    edits: [
      {
        file: 'shared/core/hold/approval.ts',
        find: 'if (plan.held.length === 0 || plan.digest !== digest || isExpired(approval, now)) {',
        replace: 'if (plan.held.length === 0 || isExpired(approval, now)) {',
      },
    ],
  },
  {
    name: 'made-anew',
    guard: 'the next run is told of an account that was made anew',
    edits: [
      {
        file: DELIVER,
        find: 'if (isAnew) await deps.outcomes.markMadeAnew(tenant.id, data.external_id);',
        replace: '',
      },
    ],
  },
  {
    name: 'open-closed-by-sequence',
    guard: 'a delivery closes the open item of its own sequence or an older one',
    edits: [
      {
        file: 'shared/adapters/dynamodb/outcomes.ts',
        find: "const condition = atSequence('<=', sequence);",
        replace: 'const condition = undefined;',
      },
    ],
  },
  {
    name: 'schedule-deduplication',
    guard: 'a schedule that fires twice asks for one run',
    edits: [
      {
        file: 'functions/fan-out/fan-out.ts',
        find: "deduplicationId: `schedule-${registration}-${scheduledTime.replaceAll(/[^0-9A-Za-z]/g, '')}` };",
        replace: 'deduplicationId: `schedule-${registration}-${deps.clock().getTime()}` };',
      },
    ],
  },
  {
    name: 'visibility-of-returned',
    guard: 'a returned message comes again after its back-off, and not after six time limits',
    edits: [
      {
        file: 'shared/runtime/process-batch.ts',
        find: 'await shortenVisibility(deps, returned, result.error);',
        replace: '',
      },
    ],
  },
  {
    name: 'marks-pass',
    guard: 'who comes back under another id takes along what was granted',
    edits: [
      {
        file: 'shared/core/compare/pass.ts',
        find: 'budgets: { ...memory.budgets, ...mergeOneOff(matches) },',
        replace: 'budgets: {},',
      },
    ],
  },
  {
    name: 'live-stays-live',
    guard: 'an overtaken first run leaves a live customer live',
    edits: [
      {
        file: 'functions/sync/finish-run.ts',
        find: "{ status: 'pending' }, asRead);",
        replace: "{ status: 'pending' }, {});",
      },
    ],
  },
  {
    name: 'leavers-vouch',
    guard: 'of a few, a leaver who is listed shows whose account it is',
    edits: [
      {
        file: 'shared/core/read/gates.ts',
        find: 'active > 0 && !isAnybodyListed;',
        replace: 'active > 0 && listed === 0;',
      },
    ],
  },
  {
    name: 'gone-unproven',
    guard: "that an account is gone is believed of Alleo's own answer, and where its list agrees",
    edits: [
      {
        file: 'shared/adapters/alleo/send-call.ts',
        find: '|| (answer.status >= 400 && !isDocumentedError(answer));',
        replace: ';',
      },
      {
        file: 'functions/deliver/make-account.ts',
        find: 'if (account !== undefined) return account;\n  const index = await company.readIndex(LATELY_MS);',
        replace: 'return account;\n  const index = await company.readIndex(LATELY_MS);',
      },
    ],
  },
];
