/** What is said where given devices do not join two ends. */

const OVER_IPV6 = " over IPv6;";

/** Why what passes between two ends is open, in the user's words. Over IPv4 they may be joined where over IPv6 they are not. */
export function notJoined(from: string, to: string, family: 4 | 6): string {
  return `no given devices join ${from} and ${to}${family === 6 ? OVER_IPV6 : ";"} what lies between them was not given`;
}

/** What says of all families what such a text says of IPv6; of others the text itself. */
export function overBoth(text: string): string {
  return text.replace(OVER_IPV6, ";");
}
