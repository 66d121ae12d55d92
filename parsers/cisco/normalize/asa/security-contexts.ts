/** The system configuration of a device with several contexts: each of them has an export of its own (reference/cisco.md 8). */
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { type AsaStatements, isNegated } from "./statements.js";

/** What stands under `context`; anything else there is not understood. */
const KNOWN =
  /^(?:no )?(?:description|allocate-interface|allocate-ips|config-url|member|join-failover-group|scansafe|storage-url)\b|^exit$/;

/** Says which contexts there are, and that what they filter is not in this file. */
export function readSecurityContexts(statements: AsaStatements, context: CiscoContext): void {
  for (const line of statements.of("mode"))
    if (/^(?:no )?mode (?:multiple|single)\b/.test(line.text)) context.mark(line, "modelled");
  const written = new Map<string, CiscoLine>();
  for (const line of statements.of("context")) {
    const name = /^(?:no )?context (\S+)$/.exec(line.text)?.[1];
    if (name === undefined) continue;
    context.mark(line, "modelled");
    for (const child of line.children) {
      if (KNOWN.test(child.text)) context.markBlock(child, "modelled");
      else context.unknown(child, "context", { scope: "device" });
    }
    if (isNegated(line)) written.delete(name);
    else if (!written.has(name)) written.set(name, line);
  }
  for (const [name, line] of written) {
    const place = line.children
      .map(({ text }) => /^config-url (\S+)$/.exec(text)?.[1])
      .find((one) => one !== undefined);
    const message = `the context ${name} has a configuration of its own${place === undefined ? "" : `, ${nameOf(place)}`}`;
    context.report("cisco/context-elsewhere", context.at(line), {
      message,
      help: "give the export of every context as a file",
    });
    context.doubt(`what the context ${name} lets pass is not in this file`, line, { scope: "device" });
  }
  const mode = statements.of("mode").find(({ text }) => text === "mode multiple");
  const header = ["ASA", "PIX"]
    .flatMap((word) => statements.of(word))
    .find((line) => wordsOf(line).includes("<system>"));
  const place = mode ?? header;
  if (written.size === 0 && place !== undefined)
    context.doubt("what the contexts of this device let pass is not in this file", place, { scope: "device" });
}

/** The name of a file without its server: a user and a password may stand before that. */
function nameOf(url: string): string {
  return url.slice(Math.max(url.lastIndexOf("/"), url.lastIndexOf(":")) + 1);
}
