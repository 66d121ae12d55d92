/** How the ends of an IPsec tunnel prove who they are, by the words of pfSense, OPNsense and strongSwan. */
import type { VpnTunnel } from "../../../../src/model/posture.js";

const BY_KEY = new Set(["psk", "pre_shared_key", "xauth_psk_server"]);

/**
 * The weakest of several methods. `psk_eap-tls` is none by a key, for all its name: OPNsense calls it RSA at this end and
 * EAP-TLS at the other.
 */
export function authenticationOf(methods: readonly string[]): VpnTunnel["authentication"] {
  if (methods.some((method) => BY_KEY.has(method))) return "pre-shared-key";
  return methods.some((method) => /rsa|cert|tls|pkcs|pubkey/.test(method)) ? "certificate" : "unknown";
}
