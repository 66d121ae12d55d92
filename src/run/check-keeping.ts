/** A check that own policies which break cost their own checks alone: what everybody else says is kept. */
import { PolicyFailure } from "../judge/policy-failure.js";
import type { CheckOutcome, CheckRequest } from "./check.js";

export interface KeptOutcome extends CheckOutcome {
  /** Why own policies did not judge; left out: they did, or there are none. */
  readonly broke?: PolicyFailure;
}

/**
 * Runs a check; where own policies break, once more without asking them, so that the result is the same wherever they broke.
 * @param run the check, or one that does more. @throws UsageError as it does, but for that.
 */
export async function checkKeeping(
  request: CheckRequest,
  run: (request: CheckRequest) => Promise<CheckOutcome>,
): Promise<KeptOutcome> {
  // Standard input can be read once.
  let given: ReturnType<CheckRequest["readStdin"]> | undefined;
  const readStdin = () => {
    given ??= request.readStdin();
    return given;
  };
  try {
    return await run({ ...request, readStdin });
  } catch (error) {
    if (!(error instanceof PolicyFailure)) throw error;
    const policies = { ...request.policies, broke: error.message };
    return { ...(await run({ ...request, readStdin, policies })), broke: error };
  }
}
