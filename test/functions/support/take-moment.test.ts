import { expect, it } from 'vitest';
import type { SupportDeps } from '../../../functions/support/support-deps.ts';
import { takeMoment } from '../../../functions/support/take-moment.ts';
import { defaultPolicies } from '../../../shared/contracts/policies.ts';

const NOW = new Date('2026-11-02T12:00:00Z');
const tenant = { policies: defaultPolicies() };
const onStage = (local: boolean): Pick<SupportDeps, 'clock' | 'config'> => ({
  clock: () => NOW,
  config: {
    local,
    role: 'read',
    deliveryMode: 'customer-api',
    schedule: { times: ['20:30'], timeZone: 'Europe/London' },
    personioHosts: [],
    alleoHosts: [],
    stageAlleoUrl: 'https://api.yourcampus.co/customer_api/v1',
  },
});

it.each([
  ['now, where no day is named', false, undefined, NOW, false],
  ['now, on the day that it is', false, '2026-11-02', NOW, false],
  ["on another day the stage's own run, as a forecast", false, '2026-11-05', new Date('2026-11-05T20:30:00Z'), true],
  ['in the embedded run the run of that day', true, '2026-11-05', new Date('2026-11-05T20:30:00Z'), false],
])('a plan is made as of %s', (_, local, asOf, now, forecast) => {
  expect(takeMoment(onStage(local), tenant, asOf)).toEqual({ now, forecast });
});
