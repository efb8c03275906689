import { bundlesCase } from './cases/bundles.ts';
import { capacityCase } from './cases/capacity.ts';
import { churnCase } from './cases/churn.ts';
import { deliveriesCase, deliveryCostCase } from './cases/deliveries.ts';
import { fanOutCase } from './cases/fan-out.ts';
import { firstActivationCase } from './cases/first-activation.ts';
import { pacedCase } from './cases/paced.ts';
import { rulesCase } from './cases/rules.ts';
import { unchangedCases } from './cases/unchanged.ts';
import { verifyCase } from './cases/verify.ts';
import type { BenchCase } from './figures.ts';

/** All cases, in the order in which they are run and shown. */
export const CASES: readonly BenchCase[] = [
  ...unchangedCases,
  pacedCase,
  churnCase,
  firstActivationCase,
  deliveriesCase,
  deliveryCostCase,
  rulesCase,
  verifyCase,
  fanOutCase,
  capacityCase,
  bundlesCase,
];
