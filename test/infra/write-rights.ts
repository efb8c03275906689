import { readFileSync, writeFileSync } from 'node:fs';
import { replaceRightsTable } from './rights-table.ts';
import { synthesize } from './synthesize.ts';

const page = new URL('../../docs/threat-model.md', import.meta.url);
const alleoSecretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:alleo-AbCdEf';
writeFileSync(page, replaceRightsTable(readFileSync(page, 'utf8'), synthesize({ alleoSecretArn })));
