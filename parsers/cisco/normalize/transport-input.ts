/** `transport input`: by which protocols a terminal line takes sessions (reference/cisco.md 4.1, 10.9). */

/** Protocols of lines other than Telnet and SSH, and none (Cisco IOS Terminal Services Command Reference). */
const OTHERS: ReadonlySet<string> = new Set([
  "none",
  "acercon",
  "lapb-ta",
  "lat",
  "mop",
  "nasi",
  "onep",
  "pad",
  "rlogin",
  "udptn",
  "v120",
]);

/** Whether one of the words behind it lets a protocol in; `undefined`: it does not, but one of them is not known. */
export function takesInput(protocol: "telnet" | "ssh", words: readonly string[]): boolean | undefined {
  if (words.includes("all") || words.includes(protocol)) return true;
  return words.every((word) => word === "telnet" || word === "ssh" || OTHERS.has(word)) ? false : undefined;
}
