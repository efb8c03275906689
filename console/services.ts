import type { Transport } from '../cli/transport/transport.ts';
import type { RunReport } from '../shared/contracts/run-report.ts';

/** What the console stands on; nothing of it knows of a listening port. */
export interface Services {
  /** The way to the support functions, with the rights of whoever started the console. */
  readonly transport: Pick<Transport, 'invoke'>;
  /** Where it works, as people read it: the stage, or the folder of the embedded run. */
  readonly place: string;
  /** The one origin that is answered: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly clock: () => Date;
  /** The embedded run only: does what the night does, and gives the reports. */
  readonly runDay?: (() => Promise<readonly RunReport[]>) | undefined;
  /** How long a page waits for its data before it shows itself and says what is being waited for. */
  readonly patienceMs: number;
  /** A bug, to be told to whoever started the console; no page shows one. */
  readonly onBug: (error: unknown) => void;
}
