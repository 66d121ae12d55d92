/** Text → tree: every element with its text and its place, however it is written. */
import { describe, expect, it } from "vitest";
import { parseDocument } from "../../../parsers/pfsense/parse.js";
import type { Element } from "../../../parsers/pfsense/tree.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";

function read(text: string) {
  const diagnostics = new Diagnostics();
  const document = parseDocument({ path: "pf-ra.xml", text, encoding: "utf-8", sha256: "" }, diagnostics);
  return { document, root: document?.root, codes: diagnostics.all().map(({ code }) => code) };
}

/** An element in words: its name, its text, those in it. */
function told({ name, text, children, stray }: Element): string {
  const inner = children.length > 0 ? `(${children.map(told).join(" ")})` : text === "" ? "" : `="${text}"`;
  return `${name}${inner}${stray ? " and text" : ""}`;
}

const TEXTS: readonly (readonly [string, string, string])[] = [
  ["text has no blanks around it", "<pfsense><a>\n\t lan </a></pfsense>", 'pfsense(a="lan")'],
  ["entities are those of characters", "<pfsense><a>R&amp;D &#233;</a></pfsense>", 'pfsense(a="R&D é")'],
  ["CDATA is decoded once more", "<pfsense><a><![CDATA[R&amp;D <b>]]></a></pfsense>", 'pfsense(a="R&D <b>")'],
  ["CDATA and text join", "<pfsense><a>x <![CDATA[y]]> z</a></pfsense>", 'pfsense(a="x y z")'],
  ["a comment parts text", "<pfsense><a>x <!-- y --> z</a></pfsense>", 'pfsense(a="x  z")'],
  ["an empty element is there", "<pfsense><any/><not /><log></log></pfsense>", "pfsense(any not log)"],
  ["an instruction is no element", "<pfsense><?php echo 1 ?><a>1</a></pfsense>", 'pfsense(a="1")'],
  ["names are in lower case", "<pfsense><OPT1>1</OPT1></pfsense>", 'pfsense(opt1="1")'],
  ["a name of JavaScript is a name", "<pfsense><constructor>1</constructor></pfsense>", 'pfsense(constructor="1")'],
  ["text between elements is seen", "<pfsense><a><b/>x</a></pfsense>", "pfsense(a(b) and text)"],
  ["text before elements is seen", "<pfsense><a>x<b/></a></pfsense>", "pfsense(a(b) and text)"],
  ["a text that breaks off is read up to there", "<pfsense><a><b>x</b><c>y", 'pfsense(a(b="x" c="y"))'],
];

describe("the tree of a configuration", () => {
  it.each(TEXTS)("%s", (_name, text, expected) => {
    const { root } = read(text);
    expect(root && told(root)).toBe(expected);
  });

  it.each(["\n", "\r\n", "\r"])("knows the place of every element, whatever ends lines (%j)", (end) => {
    const text = ["<pfsense>", '  <rule uuid="a">', "    <any />", "  </rule>", "</pfsense>"].join(end);
    const { document, root } = read(text);
    const rule = root?.children[0];
    const any = rule?.children[0];
    expect(rule && document?.places.range(rule.start, rule.end)).toMatchObject({
      line: 2,
      column: 3,
      endLine: 4,
      endColumn: 10,
    });
    expect(any && document?.places.range(any.start, any.end)).toMatchObject({
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 12,
    });
    expect(rule?.attributes).toEqual({ uuid: "a" });
  });

  it("is not made where the reader of XML sees other elements than the first look", () => {
    const { root, codes } = read("<pfsense><a><!b>x</a></pfsense>");
    expect(root).toBeUndefined();
    expect(codes).toEqual(["pfsense/malformed"]);
  });
});
