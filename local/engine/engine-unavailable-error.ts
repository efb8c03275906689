/** The embedded engine cannot start for a reason that the user can fix; the message is one sentence for them. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}

/** For a file of the engine's own that does not hold what the engine writes into it. */
export function unreadableFile(file: string): EngineUnavailableError {
  return new EngineUnavailableError(
    `${file} cannot be read: it is not what was written there. Name another folder, or delete this one and begin anew.`,
  );
}
