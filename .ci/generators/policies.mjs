/** The compiled policies, their catalogue and its page, from policies/ and the schemas that were just generated. */

/** @param {Map<string, string | Uint8Array>} made what the generators before gave: the schemas of the facts. */
export async function generatePolicies(made) {
  // Not at the top: generate.mjs builds dist/ first.
  const { buildPolicies, checkPolicies } = await import("../../dist/src/policy/build.js");
  const { readPolicySources } = await import("../../dist/src/policy/sources.js");
  const sources = await readPolicySources("policies");
  const schemas = {};
  for (const slice of ["pair", "device", "map"])
    schemas[slice] = JSON.parse(made.get(`schemas/facts-${slice}.schema.json`));
  const checked = await checkPolicies(sources, schemas);
  const { problems, files } =
    checked.problems.length > 0
      ? { problems: checked.problems, files: [] }
      : await buildPolicies(sources, checked.catalogue);
  if (problems.length > 0) {
    const lines = problems.map(({ file, row, message }) => `policies/${file ?? ""}:${row ?? 1}: ${message}`);
    throw new Error(`the policies do not compile:\n${lines.join("\n")}`);
  }
  return new Map([...files].map(([path, content]) => [`policies/${path}`, content]));
}
