import { describe, expect, it } from 'vitest';
import { CODES } from '../../../shared/contracts/codes/codes.ts';
import { addDays } from '../../../shared/core/ground/calendar.ts';
import { TenantError, TransientError } from '../../../shared/core/ground/errors.ts';
import { World } from '../../fakes/world.ts';
import { people } from '../../shared/core/build.ts';
import { ADVICE, type Code, type Played, type Row } from './rows.ts';

const isPlayed = (row: Row): row is Played => typeof row === 'object' && 'told' in row;
const PLAYED = Object.entries(ADVICE).flatMap(([code, row]) => (isPlayed(row) ? [[code as Code, row] as const] : []));

const codesOf = (some: readonly { readonly code: string }[]) => some.map(({ code }) => code);

/** Every code that support meets now: why the last run stopped, of people, of what is held or open, of a refusal. */
async function seenIn(world: World): Promise<ReadonlySet<string>> {
  const { flag, deliveryFlag } = world.tenant;
  const prepared = await world.prepare().catch(() => undefined);
  const plan = prepared === undefined || 'gate' in prepared ? undefined : prepared.resolved.plan;
  return new Set([
    ...[world.reports.at(-1)?.code, flag?.code, deliveryFlag?.code].flatMap((code) => code ?? []),
    ...((world.tenant.left?.unsent ?? 0) > 0 ? ['OPEN_LIMIT'] : []),
    ...codesOf([...(plan?.issues ?? []), ...(plan?.held ?? [])]),
    ...world.open().flatMap((line) => line.split(' ')[2] ?? []),
    ...[...(plan?.verdicts.values() ?? [])].map(({ reason }) => reason),
  ]);
}

/** The next day, and what was seen of it: also what its report says, or what it threw. */
async function nextDay(world: World): Promise<ReadonlySet<string>> {
  const told: string[] = [];
  world.date = addDays(world.date, 1);
  try {
    await world.syncOnce();
    told.push(...codesOf(world.reports.at(-1)?.issues ?? []));
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof TenantError || error instanceof TypeError)) throw error;
    if ('code' in error) told.push(error.code);
  }
  await world.deliverAll();
  // By tomorrow what was read of Alleo is old, and a lease has run out.
  world.recover();
  return new Set([...told, ...(await seenIn(world))]);
}

const startOf = ({ start = {} }: Played) =>
  typeof start === 'function' ? start() : World.activated({ employees: people(10), ...start });

describe('the advice of a code, done as told', () => {
  it.each(PLAYED)('%s: the code goes', async (code, played) => {
    const { told, happen, asTold, days = 1 } = played;
    expect(CODES[code].fix.where.en).toContain(told);
    const world = await startOf(played);
    expect(await seenIn(world)).not.toContain(code);
    await happen(world);
    expect(await nextDay(world)).toContain(code);
    await asTold(world);
    for (let day = 0; day < days; day += 1) await nextDay(world);
    expect(await seenIn(world)).not.toContain(code);
    expect(world.reports.at(-1)?.status).toBe('ok');
  });

  const bySomebody = PLAYED.filter(([code, { isToldOnce }]) => CODES[code].fix.who !== 'nobody' && isToldOnce !== true);

  it.each(bySomebody)('%s: where nobody does it, the code stays', async (code, played) => {
    const world = await startOf(played);
    await played.happen(world);
    await nextDay(world);
    expect(await nextDay(world)).toContain(code);
  });
});
