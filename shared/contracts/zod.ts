/**
 * zod, for every schema of the product: `import * as z from '…/contracts/zod.ts'`. It is `zod/mini`, of whose
 * functions a bundle carries those that it uses. `zod/mini` brings no error messages of its own; this adds the English ones.
 */

import { config } from 'zod/mini';
import en from 'zod/v4/locales/en.js';

config(en());

export * from 'zod/mini';
