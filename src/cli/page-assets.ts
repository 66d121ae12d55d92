/** The program and the looks of the HTML report, as the build left them beside the program (.ci/bundle.mjs). */
import { readFileSync } from "node:fs";
import type { PageAssets } from "../report/html.js";
import { packageRoot } from "../source/package-root.js";

export function readPageAssets(): PageAssets {
  const read = (name: string) => readFileSync(new URL(`dist/bundle/${name}`, packageRoot()), "utf8");
  return { script: read("page.js"), style: read("page.css") };
}
