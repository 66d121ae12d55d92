/** The one spelling of interface names on NX-OS. */
import { interfaceName, interfaceRange } from "../interface-name.js";

/** As NX-OS writes it: `Ethernet1/1`, `port-channel1`, `loopback0`, `Vlan10`, `mgmt0`. */
export function portName(text: string): string {
  const joined = text.replace(/\s+/g, "");
  if (/^mgmt/i.test(joined)) return joined.toLowerCase();
  return interfaceName(joined.replace(/^e(?=\d)/i, "Ethernet")).replace(/^(?:Port-channel|Loopback)/, (word) =>
    word.toLowerCase(),
  );
}

/** Names as exports spell them. */
const SPELLED = /^(?:Ethernet|Vlan|port-channel|loopback|mgmt)\d[\d/.]*$/;

/** The interfaces that a line opens: a name, a list or a range; `undefined` where it is none of these. */
export function portNames(text: string): string[] | undefined {
  if (SPELLED.test(text)) return [text];
  const name = text.replace(/\s+(?:point-to-point|multipoint)$/, "");
  if (/^[A-Za-z][A-Za-z-]*\s*\d[\d/.]*$/.test(name)) return [portName(name)];
  return interfaceRange(name.replace(/^range\s+/i, ""))?.map(portName);
}
