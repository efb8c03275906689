import type { Forms, Seal } from './forms.ts';
import type { Services } from './services.ts';
import type { Session } from './session.ts';

/** What every screen and act gets. */
export interface Desk {
  readonly services: Services;
  readonly session: Session;
  readonly forms: Forms;
}

/** What the guards leave for whoever answers. */
export interface Env {
  readonly Variables: {
    /** Of a form that was sent: what its page showed. */
    seal: Seal;
    /** Its fields, the last where one is named twice. */
    fields: Readonly<Record<string, string>>;
  };
}
