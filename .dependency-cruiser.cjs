/** The directions of style.md 1 as rules; the comment of each is the reason that a violation shows. */

const GROUND = "^src/(source|diagnostics|packets|model|zones)/";

/** Each stage with the folders whose types it may use beside ground: those on its left that hand something to it. */
const STAGES = {
  read: [],
  resolve: [],
  analyse: ["resolve"],
  facts: ["resolve", "analyse"],
  draft: ["resolve", "analyse"],
  judge: ["facts"],
  report: ["facts", "judge"],
};

/**
 * Code that is no stage: the words of findings, and what expressions and routes of the model mean as sets. The latter are
 * asked slice by slice, because resolving everything at once is what a large rule set cannot afford (design 6).
 */
const VOCABULARY =
  "^src/(judge/finding|resolve/(address-bounds|objects-by-id|service-sets|zone-space|forwarding-table|given-hops|networks|topology|twins))\\.ts$";

function stageRules() {
  return Object.entries(STAGES).flatMap(([stage, left]) => [
    {
      name: `${stage}-imports-ground-and-the-left`,
      comment: `Data flows left to right, once: ${stage}/ sees ground${left.length > 0 ? ` and ${left.join("/, ")}/` : ""}; several stages meet in run/ alone.`,
      severity: "error",
      from: { path: `^src/${stage}/` },
      to: { path: "^(src|parsers)/", pathNot: [GROUND, `^src/(${[stage, ...left].join("|")})/`] },
    },
    {
      name: `${stage}-takes-types-only`,
      comment: `What ${stage}/ gets from its left is data: importing code from there would run a stage inside another.`,
      severity: "error",
      from: { path: `^src/${stage}/` },
      to: {
        path: left.length > 0 ? `^src/(${left.join("|")})/` : "^$",
        pathNot: VOCABULARY,
        dependencyTypesNot: ["type-only"],
      },
    },
  ]);
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "Modules that need each other are one idea in two files; types count.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "bottom-imports-nothing-of-ours",
      comment:
        "The algebra knows no vendor, no zone, no file; places know nothing at all: both stay true whatever is built on them.",
      severity: "error",
      from: { path: "^src/(packets|source)/" },
      to: { path: "^(src|parsers)/", pathNot: "^src/$1/" },
    },
    {
      name: "ground-uses-nothing-above-it",
      comment: "What every stage stands on cannot stand on a stage.",
      severity: "error",
      from: { path: GROUND },
      to: { path: "^(src|parsers)/", pathNot: GROUND },
    },
    {
      name: "vendor-sees-ground-alone",
      comment: "A vendor is a folder that others add: it knows its contract and ground, no stage and no map.",
      severity: "error",
      from: { path: "^parsers/([^/]+)/" },
      to: {
        path: "^(src|parsers)/",
        pathNot: ["^src/(source|diagnostics|model|packets)/", "^parsers/vendor\\.ts$", "^parsers/$1/"],
      },
    },
    {
      name: "vendor-by-its-index",
      comment: "What is inside a vendor's folder is its own; others meet the Vendor object.",
      severity: "error",
      from: { pathNot: "^parsers/([^/]+)/" },
      to: { path: "^parsers/[^/]+/", pathNot: "^parsers/[^/]+/index\\.ts$" },
    },
    {
      name: "vendors-meet-in-run",
      comment: "Vendor semantics stop at the device model: only the order of the stages knows that there are vendors.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/run/" },
      to: { path: "^parsers/" },
    },
    ...stageRules(),
    {
      name: "run-is-called-by-cli",
      comment: "The order of the stages is written once, and the command line starts it.",
      severity: "error",
      from: { path: "^(src|parsers)/", pathNot: "^src/(cli|run)/" },
      to: { path: "^src/(run|cli)/" },
    },
    {
      name: "run-does-not-know-cli",
      comment: "A job takes options and gives results; who asked is not its business.",
      severity: "error",
      from: { path: "^src/run/" },
      to: { path: "^src/(cli|policy)/" },
    },
    {
      name: "files-at-the-doors",
      comment: "What touches files can be counted on one hand, so that everything else is a function of its input.",
      severity: "error",
      from: {
        path: "^(src|parsers)/",
        pathNot: "^src/(read|policy|cli)/|^src/judge/bundle\\.ts$|^src/run/cache\\.ts$",
      },
      to: { path: "^(node:)?fs(/promises)?$" },
    },
    {
      name: "nothing-leaves-the-machine",
      comment: "The tool is offline: no module of it can open a connection.",
      severity: "error",
      from: { path: "^(src|parsers)/" },
      to: { path: "^(node:)?(https?|http2|net|tls|dgram|dns)(/|$)" },
    },
    {
      name: "declared-dependencies",
      comment: "What is shipped imports what package.json ships with it.",
      severity: "error",
      // The page of the HTML report is bundled when the package is built: nothing of it is imported where it is used.
      from: { path: "^(src|parsers)/", pathNot: "^src/report/html/page/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
