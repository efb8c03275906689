/**
 * zod, for every schema of the product: `import * as z from '…/contracts/zod.ts'`. It is `zod/mini`, whose functions a
 * bundle carries only where they are used, with English words for what it finds, of which it brings none.
 */

import { config } from 'zod/mini';
import en from 'zod/v4/locales/en.js';

config(en());

export * from 'zod/mini';
