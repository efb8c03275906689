/** Where the audit keeps what concerns all tenants; no tenant may be called so. */
export const ALL_TENANTS = 'all';
