/**
 * Makes the checkout ready to run: installs what package-lock.json names where node_modules is not that, then builds dist/ where the
 * sources are not those it was built from. Used by `npm start`, `npm test` and `npm pack`; says nothing when there is nothing to do.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const STAMP = "dist/.built";
const MAIN = "dist/src/cli/main.js";
const BUNDLE = "dist/bundle";

if (!isInstalled()) install();
build();

/** Whether node_modules holds every package of the lock file in its version; optional ones depend on the platform. */
function isInstalled() {
  const hidden = "node_modules/.package-lock.json";
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const held = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).every(([path, { optional, version, integrity }]) => {
    if (path === "" || optional) return true;
    return held[path]?.version === version && held[path]?.integrity === integrity && existsSync(path);
  });
}

function install() {
  console.log("installing dependencies (npm ci)");
  // Without scripts: `prepare` is this very program, for those who install from a git repository. Where they do so globally, as
  // pre-commit does, npm hands that on to what it calls.
  const words = ["ci", "--ignore-scripts", "--no-global", "--no-audit", "--no-fund", "--loglevel=error"];
  // Under npm, its own program is known; `npm` alone needs a shell on Windows.
  const npm = process.env.npm_execpath;
  const done =
    npm === undefined
      ? spawnSync("npm", words, { stdio: "inherit", shell: process.platform === "win32" })
      : spawnSync(process.execPath, [npm, ...words], { stdio: "inherit" });
  if (done.status !== 0) stop("npm ci failed: is the npm registry within reach?");
}

function build() {
  const sources = listSources();
  const stamp = JSON.stringify(sources);
  const built = [STAMP, MAIN, BUNDLE].every((path) => existsSync(path)) ? readFileSync(STAMP, "utf8") : "[]";
  if (built === stamp) return;
  const paths = new Set(sources.map(([path]) => path));
  // The compiler never removes what it wrote for a source that is gone.
  if (JSON.parse(built).some(([path]) => !paths.has(path))) rmSync("dist", { recursive: true, force: true });
  console.log("building dist/ (tsc)");
  rmSync(BUNDLE, { recursive: true, force: true });
  const done = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
    stdio: "inherit",
  });
  if (existsSync(MAIN)) chmodSync(MAIN, 0o755);
  if (done.status !== 0) stop("the build failed");
  const joined = spawnSync(process.execPath, [".ci/bundle.mjs"], { stdio: "inherit" });
  if (joined.status !== 0) stop("the compiled modules could not be joined");
  writeFileSync(STAMP, stamp);
}

/** What the build is made of: path, size and time of change of every source. */
function listSources() {
  const below = ["src", "parsers"].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => /\.(?:tsx?|css)$/.test(path)),
  );
  const settings = ["tsconfig.json", "tsconfig.build.json", "tsconfig.page.json", "package-lock.json"];
  return [...below, ".ci/bundle.mjs", "policies/compiled/policies.wasm", ...settings].sort().map((path) => {
    const { size, mtimeMs } = statSync(path);
    return [path, size, mtimeMs];
  });
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
