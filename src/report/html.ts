/** The report as one HTML file that needs nothing else: no network, no other file, no server. */
import { createHash } from "node:crypto";
import { visible } from "../source/visible.js";
import { buildPageData } from "./html/build-page-data.js";
import { packedData } from "./html/packed.js";
import type { CheckResult } from "./result.js";
import { resultText } from "./summary.js";

/** The program of the page and its looks, as the build made them (.ci/bundle.mjs). */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * The same result, date and assets give the same bytes. What comes from an input stands in the file as JSON alone, packed where it is
 * long, without any `<`, in an element that browsers do not run; the page puts it in as text. The policy in the file's head lets
 * nothing run but this very script, loads nothing, and refuses text as markup even from the script (Trusted Types).
 */
export function renderHtml(result: CheckResult, date: string, { script, style }: PageAssets): string {
  const system = result.map?.system;
  const title = `zoneproof${system === undefined ? "" : `: ${system}`}`;
  const summary = resultText(result);
  const { text, isPacked } = packedData(buildPageData(result, date));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="page"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(summary)}</p></div>
<noscript><p>The rest of this report needs JavaScript, which this viewer does not run. Save the file and open it in a browser.</p></noscript>
<script ${isPacked ? 'type="text/plain" data-packed' : 'type="application/json"'} id="data">${text}</script>
<script>${script}</script>
</body>
</html>
`;
}

function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** Of the text between the tags, as CSP compares it (CSP 3, 6.7.3.3). */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
