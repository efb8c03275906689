import type { AlleoCompany } from '../../../local/simulators/alleo/company.ts';
import type { AlleoEmployee } from '../../../local/simulators/alleo/employee.ts';
import type { AlleoSimulator } from '../../../local/simulators/alleo/start.ts';

/** The simulated company of this id. */
export function companyOf({ companies }: AlleoSimulator, id = 1): AlleoCompany {
  const found = companies.get(id);
  if (found === undefined) throw new Error(`no company ${id}`);
  return found;
}

/** The account that carries this id of Personio's in company 1. */
export function accountOf(alleo: AlleoSimulator, externalId: string): AlleoEmployee {
  const found = companyOf(alleo).findByExternalId(externalId);
  if (found === undefined) throw new Error(`no account of ${externalId}`);
  return found;
}
