/**
 * Statements of tunnels and of who gets one: those in other words than the device has (ASA command reference: crypto map,
 * tunnel-group, group-policy, username attributes, webvpn) may bring in packets that nothing else tells of.
 */
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { CiscoContext, DoubtWidth } from "../context.js";
import type { AsaStatements } from "./statements.js";

const NAME = String.raw`(?:"[^"]+"|\S+)`;

/** Statements of the device that put tunnels somewhere, or say who gets them; each by its first words. */
const GRAMMAR: readonly { readonly of: string; readonly begins: RegExp; readonly is: RegExp }[] = [
  {
    of: "crypto",
    begins: /^crypto map /,
    is: /^crypto map \S+ (?:interface \S+|client (?:configuration|authentication|accounting|authorization) .+|\d+ (?:match address \S+|ipsec-isakmp(?: dynamic \S+)?|ipsec-manual|annotation .+|set \S.*))$/,
  },
  {
    of: "crypto",
    begins: /^crypto dynamic-map /,
    is: /^crypto dynamic-map \S+ \d+ (?:match address \S+|annotation .+|set \S.*)$/,
  },
  {
    of: "tunnel-group",
    begins: /^tunnel-group\b/,
    is: new RegExp(
      `^tunnel-group ${NAME} (?:type (?:ipsec-l2l|remote-access|ipsec-ra|webvpn)|(?:general|ipsec|ppp|webvpn)-attributes)$`,
    ),
  },
  {
    of: "group-policy",
    begins: /^group-policy\b/,
    is: new RegExp(`^group-policy ${NAME} (?:internal(?: from ${NAME})?|external server-group .+|attributes)$`),
  },
];

/** Attributes of groups, policies and users by their first word: these say nothing of the addresses that users get, nor of filters. */
const PLAIN = new Set(
  `access-list-netmask accounting-server-group activex-relay allow-network-extension-mode always-on-vpn annotation anyconnect
  anyconnect-custom application-access authentication-attr-from-server authenticated-session-username
  authorization-dn-attributes authorization-required auto-download auto-signon backup-servers banner chain client-access-rule
  client-bypass-protocol client-firewall client-update compression customization default-domain deny-message description
  dhcp-network-scope dns-group dns-server exit external-browser file-browsing file-entry filter functions gateway-fqdn group-alias
  group-lock group-url hic-fail-group-policy hidden-shares homepage html-content-filter http-comp http-proxy
  ikev1 ikev2 intercept-dhcp ip-comp ip-phone-bypass ipsec-udp ipsec-udp-port ipv6-split-tunnel-policy isakmp
  keep-alive-ignore leap-bypass memberof msie-proxy nac nac-default-acl nac-reval-period nac-settings nac-sq-period
  nat-assigned-to-public-ip nbns-server override-account-disable override-account-disabled override-svc-download
  password-management password-storage peer-id-validate periodic-authentication pfs port-forward post-max-size pre-fill-username
  pre-shared-key proxy-auth quit radius-reject-message radius-sdi-xauth radius-with-expiry re-xauth saml scep-enrollment
  scep-forwarding-url secondary-pre-fill-username secondary-username-from-certificate
  secondary-username-from-certificate-choice secure-unit-authentication security-group-tag service-type
  smart-tunnel smartcard-removal-disconnect split-dns split-tunnel-all-dns split-tunnel-network-list split-tunnel-policy
  ssh sso-server storage-key storage-objects strip-group strip-realm svc trust-point unix-auth-gid unix-auth-uid
  upload-max-size url-entry url-list user-authentication user-authentication-idle-timeout user-message user-storage
  username-from-certificate username-from-certificate-choice vlan vpn-access-hours vpn-group-policy vpn-idle-timeout
  vpn-session-timeout vpn-simultaneous-logins wins-server without-csd download-max-size mapi
  periodic-certificate-authentication dpd-interval ipv6-dns-server local-base64-cert`.split(/\s+/),
);

/** Those that do say something of them, whole. */
const DECIDING =
  /^(?:(?:secondary-)?authentication-server-group (?:\(\S+\) )?\S+(?: \S+)*|authorization-server-group (?:\(\S+\) )?\S+|authentication (?:(?:aaa|certificate|multiple-certificate|saml)(?: (?:aaa|certificate|multiple-certificate|saml|\S+))*|(?:pap|chap|ms-chap-v1|ms-chap-v2|eap-proxy))|(?:ipv6-)?address-pools? \S.*|dhcp-server \S.*|default-group-policy \S+|(?:ipv6-)?vpn-filter (?:value )?\S+|nem (?:enable|disable)|vpn-framed-ip(?:v6)?-(?:address|netmask) \S+(?: \S+)?|vpn-tunnel-protocol(?: (?:ikev1|ikev2|ipsec|IPSec|l2tp-ipsec|ssl-client|ssl-clientless|svc|webvpn))+)$/;

/** Statements of `webvpn` by their first word, beside the one that puts it on an interface. */
const OF_PORTAL = new Set(
  `anyconnect anyconnect-essentials apcf application-type auto-signon cache certificate-group-map
  character-encoding csd customization debug-condition default-idle-timeout default-language deny-message dtls error-recovery exit
  file-encoding hostscan hsts http-headers http-proxy https-proxy import internal-password java-trustpoint keepout
  memory-size mobile-device mus nbns-server onscreen-keyboard port port-forward portal-access-rule
  proxy-bypass quit rewrite saml smart-tunnel sso-server ssl-server-check svc title
  transfer-encoding tunnel-group-list tunnel-group-preference url-list username-prompt password-prompt
  group-prompt login-title login-message logout-message logo authentication authentication-server-group
  authorization-server-group accounting-server-group default-group-policy authorization-required
  authorization-dn-attributes`.split(/\s+/),
);

/** @param ends interfaces where tunnels end. */
export function doubtTunnelStatements(statements: AsaStatements, ends: readonly string[], context: CiscoContext): void {
  for (const { of, begins, is } of GRAMMAR)
    for (const line of statements.of(of)) {
      if (!begins.test(line.text)) continue;
      if (!is.test(line.text)) context.unknown(line, "the configuration", { scope: "device" });
      else if (of === "crypto")
        for (const child of line.children) context.unknown(child, "crypto map", { scope: "device" });
    }
  for (const line of statements.of("webvpn").flatMap(({ children }) => children))
    if (!/^enable \S+(?: tls-only)?$/.test(line.text) && !OF_PORTAL.has(firstWord(line)))
      context.unknown(line, "webvpn", { scope: "device" });
  const width: DoubtWidth = ends.length > 0 ? { scope: "interfaces", interfaces: ends } : { scope: "device" };
  // Where no tunnel ends only what may make one end somewhere brings packets in.
  const mayMatter = ({ text }: CiscoLine) => ends.length > 0 || /^(?:webvpn$|enable |crypto )/.test(text);
  if (ends.length > 0) for (const line of unmade(statements)) context.unknown(line, "the configuration", width);
  const blocks = [
    ...["tunnel-group", "group-policy"].flatMap((word) => statements.of(word)),
    ...statements.of("username").filter(({ text }) => / attributes$/.test(text)),
  ];
  for (const block of blocks)
    for (const line of block.children.flatMap(oddIn))
      if (mayMatter(line)) context.unknown(line, wordsOf(block)[0] ?? "", width);
}

/** What is not known of an attribute, and below it: only those of the portal of policies and users stand in a block of their own. */
function oddIn(line: CiscoLine): readonly CiscoLine[] {
  const isKnown = (one: CiscoLine) => PLAIN.has(firstWord(one)) || DECIDING.test(withoutNo(one.text));
  if (line.text === "webvpn" && !line.parent?.text.startsWith("tunnel-group "))
    return line.children.filter((child) => !isKnown(child));
  return isKnown(line) ? line.children : [line];
}

/** Attributes of a group or a policy that nothing makes: a device has some of its own, all others it asks to be made first. */
function unmade(statements: AsaStatements): readonly CiscoLine[] {
  const made = new Set<string>();
  const told: { readonly key: string; readonly line: CiscoLine }[] = [];
  for (const line of [...statements.of("tunnel-group"), ...statements.of("group-policy")]) {
    const [, key = "", name = "", what = ""] = OF_NAME.exec(line.text) ?? [];
    if (!what.endsWith("attributes")) made.add(`${key} ${name}`);
    else if (!BUILT_IN.test(name)) told.push({ key: `${key} ${name}`, line });
  }
  return told.flatMap(({ key, line }) => (made.has(key) ? [] : [line]));
}

const OF_NAME = new RegExp(`^(tunnel-group|group-policy) (${NAME}) (\\S+)`);
const BUILT_IN = /^(?:DfltGrpPolicy|Default(?:L2L|RA|WEBVPN|ADMIN)Group)$/;

function withoutNo(text: string): string {
  return text.replace(/^no /, "");
}

function firstWord(line: CiscoLine): string {
  return /^\S*/.exec(withoutNo(line.text))?.[0] ?? "";
}
