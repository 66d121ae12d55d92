/** What the user asked for cannot be done as asked: shown as it is, exit code 2. Anything else that is thrown is a bug. */

export class UsageError extends Error {
  override readonly name = "UsageError";

  /** @param message what is wrong, no full stop. `help`: what to do about it. */
  constructor(
    message: string,
    readonly help?: string,
  ) {
    super(message);
  }
}
