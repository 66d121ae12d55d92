/** What the user asked for cannot be done as asked: shown as it is, exit code 2. Anything else that is thrown is a bug. */

export class UsageError extends Error {
  override readonly name = "UsageError";

  /** @param message what is wrong, no full stop. `help`: what to do about it. `places`: each mistake with its place, a line each. */
  constructor(
    message: string,
    readonly help?: string,
    readonly places: readonly string[] = [],
  ) {
    super(message);
  }
}

/** The lines that people are shown of it: what is wrong, then what to do and where. A name of a file in it may be no text to show as it is. */
export function usageLines({ message, help, places }: UsageError): string[] {
  const below = [...(help === undefined ? [] : [help]), ...places];
  return [`zoneproof: ${message}`, ...below.map((line) => `  ${line}`)];
}
