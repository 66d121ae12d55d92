/** What the pages about coverage have in common: the lines of the corpus without meaning, and how a page is kept true. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Device } from "../../src/model/device.js";

const HEAD = "## Lines of the corpus without meaning";

/** Each statement that was not understood and could change what passes, with its place and the reason, as rows of a table. */
export function unreadRows(name: string, devices: readonly Device[]): string[] {
  return devices.flatMap(({ doubts, unparsed }) =>
    unparsed
      .filter(({ filtering }) => filtering)
      .toSorted((a, b) => a.at.line - b.at.line)
      .map(({ statement, section, at }) => {
        const why =
          doubts.find((doubt) => doubt.at.line <= at.line && at.line <= doubt.at.endLine)?.reason ??
          "no doubt stands for it";
        return `| ${name}:${at.line} | ${section} | \`${statement}\` | ${why.replaceAll("|", "\\|")} |`;
      }),
  );
}

export function unreadTable(rows: readonly string[]): string {
  return [HEAD, "", "| where | section | statement | because |", "|---|---|---|---|", ...rows, ""].join("\n");
}

/** A page that is written anew with `ZONEPROOF_WRITE=1`, and held against the code otherwise. */
export function coveragePage(path: URL, test: string) {
  const parts = () => readFileSync(path, "utf8").split(HEAD);
  return {
    stale: `write the page anew: ZONEPROOF_WRITE=1 npx vitest run ${test}`,
    /** @param render the whole page, its lines of the corpus at the end. */
    writeIfAsked: (render: () => string) => {
      if (process.env.ZONEPROOF_WRITE !== undefined) writeFileSync(path, render());
    },
    /** What stands before the lines of the corpus. */
    lists: () => parts()[0],
    corpus: () => `${HEAD}${parts()[1]}`,
  };
}
