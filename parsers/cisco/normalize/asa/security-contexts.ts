/** The system configuration of a device with several contexts: each of them has an export of its own (reference/cisco.md 8). */
import type { DevicePart } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { type AsaStatements, isNegated } from "./statements.js";

/** What stands under `context`; anything else there is not understood. */
const KNOWN =
  /^(?:no )?(?:description|allocate-interface|allocate-ips|config-url|member|join-failover-group|scansafe|storage-url)\b|^exit$/;

/** Which contexts there are: what they filter is not in this file. */
export function readSecurityContexts(statements: AsaStatements, context: CiscoContext): DevicePart[] {
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
  for (const [name, line] of written)
    context.doubt(`what the context ${name} lets pass is not in this file`, line, { scope: "device" });
  if (written.size > 0) return [...written].map(([name, line]) => ({ name, at: context.at(line) }));
  const mode = statements.of("mode").find(({ text }) => text === "mode multiple");
  const header = ["ASA", "PIX"]
    .flatMap((word) => statements.of(word))
    .find((line) => wordsOf(line).includes("<system>"));
  const place = mode ?? header;
  if (place === undefined) return [];
  context.doubt("what the contexts of this device let pass is not in this file", place, { scope: "device" });
  return [{ at: context.at(place) }];
}
