/** The embedded engine cannot start for a reason that the user can mend; the message is one sentence for them. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}
