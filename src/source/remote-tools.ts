/** Remote access tools that meet in a cloud, by the names that people give to their addresses. */

/** Products whose client in the plant dials out to a broker (reference/checks.md: cloud-remote-tool); parts of a pattern, any case. */
const PRODUCTS = [
  "teamviewer",
  "anydesk",
  "splashtop",
  "logmein",
  "gotoassist",
  "rustdesk",
  "screenconnect",
  "connectwise",
  "bomgar",
  "beyondtrust",
  "talk2m",
  "ewon",
  "ixon",
  "secomea",
  "tosibox",
  "zerotier",
  "tailscale",
  "ngrok",
  "dwservice",
  "chrome-?remote",
];

/** Finds the first product in a name. */
export const REMOTE_TOOL: RegExp = new RegExp(`(${PRODUCTS.join("|")})`, "i");
