/** What a schema objects to first, for people. */

/** Issues as zod gives them. */
interface Objection {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** `open.high: what is wrong`; of the value as a whole what is wrong alone. */
export function firstIssue({ issues }: Objection): string {
  const [issue] = issues;
  if (issue === undefined) return "it does not fit";
  return issue.path.length === 0 ? issue.message : `${issue.path.map(String).join(".")}: ${issue.message}`;
}
