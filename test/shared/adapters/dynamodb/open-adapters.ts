import { createAudit } from '../../../../shared/adapters/dynamodb/audit.ts';
import { createDirectory } from '../../../../shared/adapters/dynamodb/directory.ts';
import { createMemory } from '../../../../shared/adapters/dynamodb/memory.ts';
import { createOutcomes } from '../../../../shared/adapters/dynamodb/outcomes.ts';
import { createReportReader } from '../../../../shared/adapters/dynamodb/read-reports.ts';
import { createReportWriter } from '../../../../shared/adapters/dynamodb/write-report.ts';

/** All ports of the table by the real adapters. */
export const openAdapters = (deps: Parameters<typeof createMemory>[0]) => ({
  ...createDirectory(deps),
  ...createMemory(deps),
  ...createOutcomes(deps),
  ...createReportReader(deps),
  ...createReportWriter(deps),
  ...createAudit(deps),
});
