/** Own policies that broke, or had to be stopped, while they judged. What others say does not hang on it. */
import { UsageError } from "../diagnostics/usage-error.js";

export class PolicyFailure extends UsageError {}
