/** The rows of the benchmark: what is run, on which generated set, and what issue B asks of it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportText, PLATFORMS } from "./exports.mjs";
import { generate } from "./generate.mjs";
import { measureJudging } from "./judging.mjs";
import { measure, runMain } from "./process.mjs";
import { REAL, REAL_XML, readingSpeed, realReadingSpeed, textReadingSpeed, xmlRatio } from "./reading.mjs";

const SAMPLE = fileURLToPath(new URL("../../samples/halden-pack/weak", import.meta.url));
const REPORT = ["--fail-on", "never", "--format", "json"];
const ONE = ["ios.cfg", "asa.cfg", "fortios.conf", "pfsense.xml"];
const SEVERAL = ["ios", "asa", "fortios", "pfsense"];
/** The XML reader of pfSense sets its pace: twice the time. */
const SLOWER = 2;

/** Rules, and what is wanted of them on one device, in seconds and MiB. */
const SIZES = {
  1000: { seconds: 0.35 },
  10000: { seconds: 1, mib: 200 },
  50000: { seconds: 4, mib: 500 },
};

/** @param extent `quick`, `usual` or `large`: each has the rows of those before it. */
export function rowsOf(extent) {
  const isLarge = extent === "large";
  const sizes = extent === "quick" ? [1000] : isLarge ? [1000, 10_000, 50_000] : [1000, 10_000];
  const first = [
    { work: "zoneproof --version", input: "", wanted: { starts: 1.5 }, words: () => ["--version"] },
    {
      ...{ work: "sample plant", input: "", wanted: { seconds: 0.4, mib: 130 } },
      words: () => ["check", SAMPLE, ...REPORT],
    },
    ...sizes.flatMap((rules) => setRows({ rules, zones: 4 }, ONE, { runs: extent === "quick" ? 1 : 3 })),
    ...["random", "wide", "ports"].flatMap((mix) => setRows({ rules: 1000, zones: 4, mix }, ONE)),
  ];
  if (extent === "quick") return [...first, ...bytesRows(1000)];
  return [
    ...first,
    ...["random", "wide", "ports"].flatMap((mix) =>
      setRows({ rules: 10_000, zones: 4, mix }, isLarge ? ONE : ["ios.cfg"]),
    ),
    ...[20, 50].flatMap((zones) => setRows({ rules: 10_000, zones }, isLarge ? ONE : ["ios.cfg"])),
    ...setRows({ rules: 10_000, zones: 20, devices: 10 }, SEVERAL),
    ...growthRows(),
    ...judgingRows(),
    ...(isLarge ? setRows({ rules: 100_000, zones: 50, devices: 100 }, SEVERAL, { seconds: 8, mib: 800 }) : []),
    ...(isLarge ? setRows({ rules: 100_000, zones: 4 }, ONE) : []),
    ...bytesRows(10_000),
    ...changedRows(),
    ...readingRows(),
  ];
}

/** All zone pairs, dead rules, policies and the report of one set in each syntax. */
function setRows(options, inputs, { runs = 1, ...given } = {}) {
  const set = { devices: 1, seed: 1, probes: 0, mix: "plant", ...options };
  const isPlain = set.mix === "plant" && set.devices === 1 && set.zones === 4;
  const wanted = isPlain ? SIZES[set.rules] : given.seconds === undefined ? undefined : given;
  return inputs.map((input) => ({
    ...{ work: nameOf(set), input, set, runs, wanted: wanted && relaxed(wanted, input) },
    words: (place) => checkOf(place, input),
  }));
}

function nameOf({ rules, zones, devices, mix }) {
  const several = devices === 1 ? "" : ` over ${devices} devices`;
  const size = `${rules.toLocaleString("en")} rules${several}`;
  return `${size}, ${zones} zones${mix === "plant" ? "" : `, mix ${mix}`}`;
}

function relaxed({ seconds, ...others }, input) {
  return { seconds: input.startsWith("pfsense") ? seconds * SLOWER : seconds, ...others };
}

function checkOf(place, input) {
  return ["check", join(place, input), "-z", join(place, "zones.yaml"), ...REPORT];
}

/** From one device of 10,000 rules to ten of them, in the same zones. */
function growthRows() {
  const [one, ten] = [
    { rules: 10_000, zones: 20, devices: 1 },
    { rules: 100_000, zones: 20, devices: 10 },
  ];
  const [before] = setRows(one, ["fortios.conf"]);
  const [after] = setRows(ten, ["fortios"]);
  return [
    before,
    after,
    { work: "growth from one device to ten", input: "fortios", wanted: { ratio: 12 }, of: [after.work, before.work] },
  ];
}

/** Judging apart from the rest, in processor time of one core: what the policies take, and with their findings. */
function judgingRows() {
  const set = { devices: 10, seed: 1, probes: 0, mix: "plant", rules: 100_000, zones: 20 };
  const [policies, all] = ["policies alone", "with all findings"].map((part) => `judging 100,000 rules, ${part}`);
  return [
    { work: policies, input: "fortios", set, judging: "policies", wanted: { seconds: 2, mib: 200 } },
    { work: all, input: "fortios", set, judging: "all" },
  ];
}

/** Whether what comes out with the cache, first and second time, is what comes out without. */
function bytesRows(rules) {
  const set = { rules, zones: 4, devices: 1, seed: 1, probes: 0, mix: "plant" };
  const work = `${rules.toLocaleString("en")} rules: without cache, filling it, from it`;
  return [{ work, input: "fortios.conf", set, bytes: true, words: (place) => checkOf(place, "fortios.conf") }];
}

/** The second run after one rule of ten thousand was changed. */
function changedRows() {
  const set = { rules: 10_000, zones: 4, devices: 1, seed: 2, probes: 0, mix: "plant" };
  const work = "one rule changed in 10,000, with cache";
  return [
    {
      work,
      input: "ios.cfg",
      set,
      changed: true,
      wanted: { seconds: 0.4 },
      words: (place) => checkOf(place, "ios.cfg"),
    },
  ];
}

/**
 * Reading FortiOS without what else a run does: whole exports of real devices, which are mostly about other things than what is
 * filtered, and 20 MB of nothing but policies and objects.
 */
function readingRows() {
  const set = { rules: 50_000, zones: 4, devices: 1, seed: 1, probes: 0, mix: "plant" };
  const real = { work: "reading 10 MB of real exports into the model", input: "fortios", into: "real" };
  return [
    ...(existsSync(REAL) ? [{ ...real, wanted: { megabytes: 20 } }] : []),
    ...intoBoth({ work: "reading 20 MB of policies", input: "fortios.conf", set, vendor: "fortigate" }),
    ...intoBoth({ work: "reading 10 MB of lists", input: "ios.cfg", set: { ...set, rules: 200_000 }, vendor: "cisco" }),
    ...xmlRows({ ...set, rules: 10_000 }),
    ...PLATFORMS.flatMap((platform) =>
      intoBoth({ work: "reading 10 MB of one export", input: platform, vendor: "cisco", export: platform }),
    ),
  ];
}

/** Reading pfSense and OPNsense beside what the XML reader alone takes (issue F). */
function xmlRows(set) {
  const work = "reading into the model, to reading XML alone";
  const row = { into: "xml", wanted: { ratio: 1.6 } };
  return [
    ...(REAL_XML.every(existsSync) ? [{ ...row, work: `${work}, real exports`, input: "pfsense" }] : []),
    { ...row, work: `${work}, 10,000 rules`, input: "pfsense.xml", set },
  ];
}

/** What is wanted of Cisco (issues D and E) is wanted of its statements. */
function intoBoth(row) {
  const wanted = row.vendor === "cisco" ? { wanted: { megabytes: 30 } } : {};
  return [
    { ...row, work: `${row.work} into statements`, into: "tree", ...wanted },
    { ...row, work: `${row.work} into the model`, into: "model" },
  ];
}

/** Runs one row. @param folder generated sets are kept there. @param before rows that were measured. */
export function measureRow(row, folder, before) {
  const { set, words, runs = 1, of, bytes, changed, into, input, vendor, judging } = row;
  if (of !== undefined) {
    const [after, first] = of.map((work) => before.find((row) => row.work === work && row.input.startsWith(input)));
    return { ratio: after.ms / first.ms };
  }
  const place = set === undefined ? folder : placeOf(set, folder);
  if (into === "xml") return { ratio: xmlRatio(set === undefined ? undefined : [join(place, input)]) };
  if (judging !== undefined) {
    const { [judging]: ms, mib } = measureJudging(place, input);
    return { ms, mib };
  }
  if (into === "real") return { megabytes: realReadingSpeed() };
  if (row.export !== undefined) return { megabytes: textReadingSpeed(exportText(row.export, 10e6), vendor, into) };
  if (into !== undefined) return { megabytes: readingSpeed(join(place, input), vendor, into) };
  if (bytes) return { same: isSame(words(place), join(place, "cache")) };
  if (!changed) return measure(words(place), { runs });
  const cached = [...words(place), "--cache", join(place, "cache")];
  runMain(cached);
  changeOne(join(place, input));
  return measure(cached, { runs: 1 });
}

const made = new Set();

/** The folder of a set, which is written when it is first asked for. */
function placeOf(set, folder) {
  const place = join(folder, Object.values(set).join("-"));
  if (!made.has(place)) generate({ ...set, out: place });
  made.add(place);
  return place;
}

function isSame(words, cache) {
  const hashOf = (more) =>
    createHash("sha256")
      .update(runMain([...words, ...more]))
      .digest("hex");
  const hashes = new Set([[], ["--cache", cache], ["--cache", cache]].map(hashOf));
  return hashes.size === 1;
}

function changeOne(config) {
  const text = readFileSync(config, "utf8");
  const changed = text.replace(/ permit (tcp .*) eq \d+$/m, " permit $1 eq 1");
  if (changed === text) throw new Error("no rule was changed");
  writeFileSync(config, changed);
}
