import type { Hono } from 'hono';
import { addApprovals } from '../acts/approvals.ts';
import { addRegistrations } from '../acts/registrations.ts';
import { addResends } from '../acts/resends.ts';
import { addRuns } from '../acts/runs.ts';
import type { Desk, Env } from '../desk.ts';
import { addAccounts } from './accounts/show-accounts.ts';
import { addBudgets } from './budgets/show-budgets.ts';
import { addCheck } from './check/show-check.ts';
import { addCredentials } from './credentials/show-credentials.ts';
import { addRestore } from './credentials/show-restore.ts';
import { addCustomer } from './customer/show-customer.ts';
import { addCustomers } from './customers/show-customers.ts';
import { addDay } from './day/show-day.ts';
import { addIssues } from './issues/show-issues.ts';
import { addMessage } from './message/show-message.ts';
import { addPerson } from './person/show-person.ts';
import { addLetter } from './queues/show-letter.ts';
import { addQueues } from './queues/show-queues.ts';
import { addReview } from './review/show-review.ts';
import { addSettings } from './settings/show-settings.ts';
import { addLost } from './verify/show-lost.ts';
import { addVerify } from './verify/show-verify.ts';

/** Every screen, and every act that a screen offers. */
export function addScreens(app: Hono<Env>, desk: Desk): void {
  const screens = [
    addCustomers,
    addCustomer,
    addDay,
    addReview,
    addPerson,
    addMessage,
    addIssues,
    addVerify,
    addLost,
    addCheck,
    addBudgets,
    addAccounts,
  ];
  const acts = [
    addRegistrations,
    addApprovals,
    addRuns,
    addResends,
    addSettings,
    addCredentials,
    addRestore,
    addQueues,
    addLetter,
  ];
  for (const add of [...screens, ...acts]) add(app, desk);
}
