import { toEmployeeItem } from '../../shared/adapters/dynamodb/items/employee-item.ts';
import { createRowMapper } from '../../shared/adapters/personio/map-employee.ts';
import { MUTATION_KINDS, type MutationKind } from '../../shared/contracts/mutation-kind.ts';
import { defaultPolicies } from '../../shared/contracts/policies.ts';
import { compareAccount } from '../../shared/core/accounts/compare-accounts.ts';
import type { Draft } from '../../shared/core/compare/draft.ts';
import {
  changedFields,
  desiredProfile,
  rememberFields,
  settledFingerprint,
} from '../../shared/core/compare/profile.ts';
import { ABSENT, type Reading } from '../../shared/core/ground/employee.ts';
import { addChange, readHistory } from '../../shared/core/ground/history.ts';
import { applyLimits } from '../../shared/core/hold/limits.ts';
import { findFrozen } from '../../shared/core/read/gates.ts';
import { proveComplete } from '../../shared/core/read/listing.ts';
import { nameAttribute } from '../../shared/words/attribute-words.ts';
import { fingerprints, person, remembered, TODAY } from '../shared/core/build.ts';

// Runs in the changed copy, where the added attribute is called `position` and the added kind `pause-account`: tells what
// follows from the one row. What does not compile yet is passed over by Node.

const read = (value: string) => {
  const row = { id: { value: 1 }, position: { label: 'Position', value } };
  return createRowMapper({ mode: 'everyone' }).map(row);
};
const wanted = (value: Reading) => ({ ...person('1'), position: value });

function followAttribute() {
  const [boss, clerk] = [wanted('Boss'), wanted('Clerk')];
  const memory = remembered(boss);
  const now = desiredProfile(clerk, memory, TODAY, fingerprints);
  const listing = proveComplete({ employees: [boss], totals: [1], attributes: new Map() }, undefined);
  if ('incomplete' in listing) throw new Error(listing.incomplete);
  const nobody = { employees: new Map(), open: [], awaitingGroup: [], ledger: [], madeAnew: new Set<string>() };
  const without = proveComplete({ employees: [wanted(ABSENT)], totals: [1], attributes: new Map() }, undefined);
  if ('incomplete' in without) throw new Error(without.incomplete);
  const account = { ...now, id: 7, is_active: true, company_group_id: null, job_title: 'Cook' };
  const settled = (one: typeof boss) => settledFingerprint(one, defaultPolicies(), fingerprints);
  return {
    read: Object.entries(read('Boss') ?? {}).find(([name]) => name === 'position')?.[1],
    readable: listing.readable.has('position'),
    vanished: findFrozen(without, nobody, ['position'], fingerprints).issues,
    settled: settled(boss) === settled(clerk) ? 'the same' : 'another',
    wanted: Object.entries(now).find(([field]) => field === 'job_title')?.[1],
    changed: changedFields(now, memory, fingerprints),
    remembered: Object.keys(rememberFields(now, undefined, fingerprints)).includes('job_title'),
    stored: toEmployeeItem(memory, 1).f.split(' ').length,
    edited: compareAccount(
      { employeeId: '1', memory, outcome: { alleoId: 7 } },
      account as never,
      fingerprints,
    )?.fields.filter((field) => (field as string) === 'job_title'),
    inWords: nameAttribute('job_title', 'en'),
  };
}

function followKind() {
  const kind = 'pause-account' as MutationKind;
  const drafts = Array.from({ length: 20 }, (_, n) => ({ employeeId: `${n}`, kind, changed: [] }) as unknown as Draft);
  const held = applyLimits(drafts, { today: TODAY, policies: defaultPolicies(), ledger: [], base: 100 });
  return {
    order: MUTATION_KINDS.indexOf(kind),
    held: [...new Set(held.values())],
    history: readHistory(addChange(undefined, { date: TODAY, kind, reason: 'EMPLOYED' })),
  };
}

process.stdout.write(JSON.stringify(process.argv[2] === 'kind' ? followKind() : followAttribute()));
