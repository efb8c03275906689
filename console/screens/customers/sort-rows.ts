import type { TenantView } from '../../../shared/contracts/support-answer.ts';
import type { Judged, Standing } from './judge-customer.ts';
import { judgeCustomer, STANDINGS } from './judge-customer.ts';

export interface Row {
  readonly tenant: TenantView;
  readonly judged: Judged;
}

/** What was searched for, of the address: a customer's name or id, and where it stands. */
export interface Search {
  readonly text: string;
  readonly standing: string;
  /** From 1. */
  readonly page: number;
}

const RANK = new Map<Standing, number>(STANDINGS.map((standing, index) => [standing, index]));
const rankOf = ({ judged }: Row) => RANK.get(judged.standing) ?? 0;

/** As names are compared: without case and accents. */
export const fold = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Those in need first, then by name. */
export function sortRows(tenants: readonly TenantView[]): Row[] {
  return tenants
    .map((tenant) => ({ tenant, judged: judgeCustomer(tenant), name: fold(tenant.name) }))
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
