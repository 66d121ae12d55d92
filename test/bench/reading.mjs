/** How fast a text is read, in megabytes a second of one core: into the tree of its statements, and on into the model. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { XMLParser } from "fast-xml-parser";
import { CISCO } from "../../dist/parsers/cisco/index.js";
import { parseCisco } from "../../dist/parsers/cisco/parse.js";
import { FORTIGATE } from "../../dist/parsers/fortigate/index.js";
import { parseText } from "../../dist/parsers/fortigate/parse.js";
import { Places } from "../../dist/parsers/fortigate/places.js";
import { PFSENSE } from "../../dist/parsers/pfsense/index.js";
import { Diagnostics } from "../../dist/src/diagnostics/diagnostic.js";
import { LineAccount } from "../../dist/src/source/line-account.js";

/** The first runs compile what they call; by the sixth V8 still optimizes some of it, and what it tries is given up again. */
const RUNS = 12;
/** Real exports, as the issues want them read; absent where the project stands alone. */
export const REAL = fileURLToPath(new URL("../../../shared/corpus/fortios", import.meta.url));
const LEAST_BYTES = 10e6;
/** Smaller ones are samples of a few rows: what reading a file costs whatever is in it would be all they show. */
const WHOLE_EXPORT = 50_000;

/** How each vendor makes a tree of a text. */
const TREES = {
  fortigate: (file) => {
    const places = new Places(file);
    parseText(places, new LineAccount(places.lines), new Diagnostics());
  },
  cisco: (file) => parseCisco(file.text, CISCO.detect(file).platform),
};
const VENDORS = { fortigate: FORTIGATE, cisco: CISCO };

/** @param into `tree` or `model`. @returns megabytes a second of the fastest of some runs. */
export function readingSpeed(path, vendor, into) {
  return speedOf(fileAt(path), vendor, into);
}

/** The same of a text that is in no file. */
export function textReadingSpeed(text, vendor, into) {
  return speedOf({ path: "export", text, encoding: "utf-8", sha256: "" }, vendor, into);
}

function speedOf(file, vendor, into) {
  const read = into === "tree" ? TREES[vendor] : (one) => readModel(one, VENDORS[vendor]);
  return file.text.length / 1e6 / fastest(() => read(file));
}

/** The same of whole real exports, each read into the model as often as makes 10 MB of all. */
export function realReadingSpeed() {
  const files = readdirSync(REAL).filter((name) => name.endsWith(".conf"));
  const read = files.map((name) => fileAt(join(REAL, name))).filter(({ text }) => text.length >= WHOLE_EXPORT);
  const size = read.reduce((sum, { text }) => sum + text.length, 0);
  const times = Math.ceil(LEAST_BYTES / size);
  const all = Array.from({ length: times }, () => read).flat();
  const readAll = () => {
    for (const file of all) readModel(file, FORTIGATE);
  };
  return (times * size) / 1e6 / fastest(readAll);
}

/** Whole exports of pfSense and OPNsense; smaller ones are samples of a few rows. */
export const REAL_XML = ["pfsense", "opnsense"].map((name) =>
  fileURLToPath(new URL(`../../../shared/corpus/${name}`, import.meta.url)),
);
const WHOLE_XML = 20_000;
const XML_RUNS = 15;

/** The reader that stands at the beginning of the vendor step of pfSense, as it gives every element its place. */
const XML_WITH_PLACES = {
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  cdataPropName: "#cdata",
  jPath: false,
  transformTagName: (name) => `=${name}`,
};

/**
 * How many times as long as `fast-xml-parser` alone the vendor step of pfSense takes, from text to model: the sums over
 * the texts of the best of some runs, in which the two take turns.
 * @param paths left out: real exports.
 */
export function xmlRatio(paths) {
  const files = paths?.map(fileAt) ?? realExports();
  const best = files.map((file) => {
    const turns = Array.from({ length: XML_RUNS }, () => [
      secondsOf(() => new XMLParser(XML_WITH_PLACES).parse(file.text)),
      secondsOf(() => readModel(file, PFSENSE)),
    ]);
    return [0, 1].map((side) => Math.min(...turns.map((turn) => turn[side])));
  });
  const [alone, whole] = [0, 1].map((side) => best.reduce((sum, one) => sum + one[side], 0));
  return whole / alone;
}

function realExports() {
  const paths = REAL_XML.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const files = paths.filter((path) => path.endsWith(".xml")).map(fileAt);
  return files.filter((file) => file.text.length >= WHOLE_XML && PFSENSE.detect(file) !== undefined);
}

function fileAt(path) {
  return { path, text: readFileSync(path, "utf8"), encoding: "utf-8", sha256: "" };
}

/** Seconds. */
function fastest(work) {
  return Math.min(...Array.from({ length: RUNS }, () => secondsOf(work)));
}

function secondsOf(work) {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function readModel(file, vendor) {
  vendor.parse(file, vendor.detect(file), new Diagnostics());
}
