/** What is said where given devices do not join two ends. */

/** Why what passes between two ends is open, in the user's words. Over IPv4 they may be joined where over IPv6 they are not. */
export function notJoined(from: string, to: string, family: 4 | 6): string {
  return `no given devices join ${from} and ${to}${family === 6 ? " over IPv6" : ""}; what lies between them was not given`;
}
