/** Places of a template that nobody filled in: `{{ wan_address }}`, `<Subnet Gateway IP>`. */
import type { DoubtId } from "../../../../src/model/expression.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";

const PLACE = String.raw`(?:\{\{[^{}]+\}\}|<[A-Za-z][\w -]*>)`;

/** Statements that are known but for a value, by what this value is. No device writes one: braces are in no address. */
const STATEMENTS = {
  address: new RegExp(`^ip address ${PLACE}(?: ${PLACE})?$`),
  addresses: new RegExp(`^(?:network-object|host|subnet|range)(?: host)? ${PLACE}(?: ${PLACE})?$`),
} as const;

/** Whether a value is all that is missing. */
export function hasOpenPlace({ text }: CiscoLine, value: keyof typeof STATEMENTS): boolean {
  return (text.includes("{{") || text.includes("<")) && STATEMENTS[value].test(text);
}

/** What each of them says. */
export const NOT_FILLED_IN = "a place of a template that is not filled in";

/** Says so, for whatever needs the value. */
export function doubtOpenPlace(line: CiscoLine, context: CiscoContext): DoubtId {
  reportOpenPlace(line, context);
  return context.doubt(`the value is ${NOT_FILLED_IN}`, line, { scope: "match" });
}

export function reportOpenPlace(line: CiscoLine, context: CiscoContext): void {
  context.report("cisco/open-place", context.at(line), {
    help: "give the configuration as it is on the device; what the value could change counts as unknown",
  });
}
