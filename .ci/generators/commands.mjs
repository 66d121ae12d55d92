/** docs/commands.md: what every command prints as its help. */

export async function generateCommandPage() {
  // Not at the top: generate.mjs builds dist/ first.
  const { commandPage } = await import("../../dist/src/cli/command-pages.js");
  return new Map([["docs/commands.md", await commandPage()]]);
}
