/** What an OpenVPN server or client takes to protect its data. */
import { child, type Element, textOf } from "../../tree.js";

/** What OpenVPN takes where no digest is given. */
const DEFAULT_DIGEST = "SHA1";

/**
 * Ciphers with their digests; one that keeps its own integrity has no use for the digest (RFC 5116). `data_ciphers` is written
 * since pfSense 2.5, `ncp-ciphers` by 2.4, `crypto` by all until 2.4; the OPNsense model has dashes. What the last of
 * `options` says holds.
 * @returns undefined where none is written: the default of the release then holds.
 */
export function ciphersOf(element: Element, options: readonly string[]): string[] | undefined {
  const written = [...negotiated(element), ...optionOf(options, /^(?:data-ciphers(?:-fallback)?|ncp-ciphers|cipher)$/)];
  if (written.length === 0) return undefined;
  const digest = optionOf(options, /^auth$/)[0] ?? (textOf(element, "digest") || textOf(element, "auth"));
  const names = written.map((cipher) =>
    /gcm|poly1305/i.test(cipher) ? cipher : `${cipher}-${digest || DEFAULT_DIGEST}`,
  );
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** Where negotiation is off, and for tunnels of a shared key, the one cipher of both ends holds. */
function negotiated(element: Element): string[] {
  const isOff = textOf(element, "ncp_enable") === "disabled" || textOf(element, "mode").endsWith("shared_key");
  const lists = isOff ? [] : ["data_ciphers", "data-ciphers", "ncp-ciphers"];
  const last = ["data_ciphers_fallback", "data-ciphers-fallback", "crypto"].find(
    (name) => textOf(element, name) !== "",
  );
  return [...lists, ...(last === undefined ? [] : [last])].flatMap((name) =>
    textOf(element, name)
      .split(/[,:]/)
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  );
}

/** The words behind options of that name in the text that is added to the configuration of OpenVPN as it stands. */
export function optionOf(options: readonly string[], name: RegExp): string[] {
  return options.flatMap((option) => {
    const [first = "", second = ""] = option.split(/\s+/);
    return name.test(first) ? second.split(":").filter((word) => word !== "") : [];
  });
}

/** Options of `custom_options`, one on a line or between semicolons. */
export function optionsOf(element: Element): string[] {
  return (child(element, "custom_options")?.text ?? "")
    .split(/[;\r\n]/)
    .map((option) => option.trim())
    .filter((option) => option !== "");
}
