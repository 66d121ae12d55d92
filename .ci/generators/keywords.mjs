/** schemas/keywords.txt: every word that parsers, maps and policies look for, so that `anonymize` can tell names from keywords. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["parsers", "src/source", "src/model", "src/facts", "src/zones", "src/resolve", "policies"];
const SOURCE = /\.(?:ts|rego)$/;
const WORD = /[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?/g;
/** Comments of TypeScript and Rego. */
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$|^\s*#.*$/gm;
/** Texts and regular expressions: words outside of them are those of programs. */
const LITERALS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?![/*\s])(?:[^/\\\n]|\\.)+\/[a-z]*/g;

/** Words of sentences, which no list of keywords has: what a sentence says to people are no words of a vendor. */
const SENTENCE =
  /(?<=[\s"`])(?:the|an?|is|are|was|were|its?|that|this|which|does|what|they|them|of|has|have|be|cannot|whether|may)(?=\s)/i;
const LONGEST_SENTENCE = 40;

/** Names of files, XML, profiles of maps, and words that stand in front of a number in one literal and behind it in another. */
const BASE =
  "conf cfg xml txt yaml yml config configs zones stdin cdata version encoding utf-8 true false null iec62443 hygiene baseline".split(
    " ",
  );
/** Keys of objects, which are those of maps and of what policies see. */
const KEY = /(?<=^|[\s{,(])["']?([A-Za-z][A-Za-z0-9_-]*)["']?\??:(?=\s)/gm;

export async function generateKeywords() {
  const words = new Set(BASE);
  for (const folder of FOLDERS) {
    for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (SOURCE.test(path) && !path.endsWith("_test.rego")) take(readFileSync(join(folder, path), "utf8"), words);
    }
    if (folder === "policies") for (const path of checkNames(folder)) words.add(path);
  }
  return new Map([
    [
      "schemas/keywords.txt",
      `${[...words]
        .filter((word) => /[a-z]/.test(word))
        .sort()
        .join("\n")}\n`,
    ],
  ]);
}

function take(source, words) {
  for (const [literal] of source.replaceAll(COMMENTS, "").matchAll(LITERALS)) {
    if (isSentence(literal)) continue;
    // `\b` and `\s` of regular expressions are no letters, `(?:fast)?ethernet` are two words and one.
    const text = literal.replaceAll(/\\[bBdDsSwWnrt]/g, " ").replaceAll(/\(\?[:=!<]+/g, " ");
    for (const [word] of text.matchAll(WORD)) words.add(word.toLowerCase());
    // `gui-` and `adv_dhcp_` alone are how many keywords begin.
    for (const [word] of text.matchAll(/(?<![\w-])[A-Za-z][A-Za-z0-9_-]*[-_](?![\w-])/g)) words.add(word.toLowerCase());
  }
  for (const [, key] of source.matchAll(KEY)) words.add(key.toLowerCase());
}

function isSentence(literal) {
  if (literal.startsWith("/")) return false;
  const words = literal.split(/\s+/).length;
  return words > 2 && words <= LONGEST_SENTENCE && SENTENCE.test(literal.replaceAll(/\$\{[^}]*\}/g, " "));
}

/** Ids of checks are the folders of policies. */
function checkNames(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(".rego")).flatMap((path) => path.split(/[\\/]/).slice(0, -1));
}
