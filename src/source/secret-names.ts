/** Which words of a configuration announce a secret: one row per form, by the place the word stands in. */

/**
 * Words after which the rest of a line is secret, in Cisco statements and in free text. A word must stand alone;
 * `password-encryption` or `key-exchange` announce nothing. Compounds count by their last part (`area-password`).
 */
const ANNOUNCING_WORDS = [
  String.raw`(?:[\w-]*[-_])?(?:passwords?|passwd|passphrase|passcode|secrets?|psk|psksecret|pwd|pw|pmk|cak|token|idtoken)`,
  String.raw`(?:[\w-]*[-_])?key(?!\s+(?:chain|generate|zeroize|export|import|storage|pubkey-chain)\b)`,
  "(?:key|hex|key-octet|key-hexadecimal|authentication)-string",
  "(?:trap-)?community(?:-map)?",
].join("|");

/** Group 1: what the word announces, to the end of the line. */
export const ANNOUNCED = new RegExp(String.raw`(?:^|[\s"'(<>])(?:${ANNOUNCING_WORDS})\s+(\S.*)$`, "gi");

/** As `ANNOUNCED`, inside the text of an XML element: up to the next tag. */
export const ANNOUNCED_IN_XML = new RegExp(String.raw`(?:^|[\s"'(>])(?:${ANNOUNCING_WORDS})\s+([^<\s][^<]*)`, "gi");

/** Password, in languages in which plants are run; where English and these are not told apart, `passw(?:[o0]r)?[dt]?` is both. */
const IN_OTHER_LANGUAGES =
  "kennwort|wachtwoord|mot de passe|contrase[ñn]a|senha|lösenord|passord|salasana|has[łl]o|heslo";

/** `password=…`, `"secret": "…"`, `pw: …`: group 1 is the value and what follows it, up to a tag. */
export const ASSIGNED = new RegExp(
  String.raw`(?:passw(?:[o0]r)?[dt]?s?|pass-?phrase|passcode|pass|pwd|p/?w|pin|secret|token|psk|community|${IN_OTHER_LANGUAGES}|(?<![\w-])[\w-]*key)["']?\s*[=:]\s*([^<\s][^<]*)`,
  "gi",
);

/**
 * The same in the name of a rule, in which `Pass: DNS` is no password and what stands behind one is no part of it; `pass=DNS` is
 * how nobody writes what a rule does.
 */
export const ASSIGNED_IN_NAMES = new RegExp(
  String.raw`(?:(?:passw(?:[o0]r)?[dt]|pass-?phrase|pwd|\bp/?w|psk|secret|${IN_OTHER_LANGUAGES})\s{0,3}[=:]\s{0,3}|(?:\bpass|\bpin|token|community|(?<![\w-])[\w-]{0,40}key)=)(\S+)`,
  "gi",
);

/**
 * `pw Sommer`, `password is sommer24`, `pass S3cret`: words of a sentence, group 1 is the next one. The longer words stand in names
 * of many things, `password server`, and `pass` is a verb: behind these only what looks like a password is one.
 */
export const SAID: readonly RegExp[] = [
  /(?:^|[\s"'(,;>])(?:pw|pwd|passwd|psk)\s{1,3}(?:is\s{1,3})?([^\s"'<>]+)/gi,
  new RegExp(
    String.raw`(?:^|[\s"'(,;>])(?:passwor[dt]s?|pass-?phrase|passcode|secret|${IN_OTHER_LANGUAGES})\s{1,3}(?:is\s{1,3})?((?=[^\s"'<>\d!$%&@#*]{0,60}[\d!$%&@#*])[^\s"'<>]+)`,
    "gi",
  ),
  // In quotes, whatever it looks like.
  /(?:^|[\s"'(,;>])(?:passwor[dt]|pass-?phrase|passcode|passwd|pass|pwd|p\/?w|psk|secret)\s{1,3}(?:is\s{1,3})?(?:"([^"<>]{1,100})"|'([^'<>]{1,100})')/gi,
  /(?:^|[\s"'(,;>])[Pp]ass\s{1,3}(?:is\s{1,3})?((?=[^\s"'<>]{0,60}[!$%&@#*]|(?=\S{0,60}\d)(?=\S{0,60}[a-z])\S{0,60}[A-Z])[^\s"'<>/]{6,})(?![^\s"'<>])/g,
];

/** Cisco statements whose secret stands at a place, not behind a word. Group 1: what to hide. */
export const CISCO_PLACES: readonly RegExp[] = [
  /^\s*(?:no\s+)?snmp-server\s+user\s+(\S.*)$/gi,
  // The community follows the address; ASA puts the interface before the address.
  /^\s*(?:no\s+)?snmp-server\s+host\s+(?:\S+\s+(?=\d+\.|[\da-f]*:))?\S+\s+(\S.*)$/gi,
  /^\s*(?:no\s+)?aaa-server\s+\S+\s+(?:\(\S+\)\s+)?host\s+\S+\s+(\S.*)$/gi,
  /^\s*(?:no\s+)?(?:standby|vrrp|glbp|hsrp|ip\s+nhrp|ipv6\s+nhrp|ip\s+rip)\b.*\bauthentication\s+(\S.*)$/gi,
  /^\s*(?:authentication\s+(?:mode\s+)?(?:text|md5|hmac-\S+|simple)|text-authentication)\s+(\S.*)$/gi,
  // HSRP of NX-OS and IOS-XR: the key alone. Other statements have these words there.
  /^\s+authentication\s+(?!(?:pre-share|(?:rsa|ecdsa)-(?:sig|encr)|none|null|message-digest|open|periodic|linksec|aaa|certificate|crack|eap\S*|pap|chap|ms-chap\S*|enable|required|ipsec|shared|wpa|leap|dot1x|mab|local|remote|failed)\s*$)(\S+)\s*$/gi,
  // OSPF of IPv6 and PIM, whose keys follow an algorithm (RFC 4552).
  /\b(?:ipsec\s+spi\s+\d+\s+(?:md5|sha1|esp)|hello-authentication\s+ah-md5)\s+(\S.*)$/gi,
  /\bmessage-digest-key\s+(\S.*)$/gi,
  /^\s*(?:no\s+)?license\b.*\b(?:idtoken|sn|udi)\s+(\S.*)$/gi,
  // As people type them: IOS takes any beginning that means one word.
  /^\s*(?:no\s+)?(?:ena\w*|usern\w*|neigh\w*|nei|crypto\s+isa\w*|tac\w*-s\w*|rad\w*-s\w*|ppp)\s.*?\b(?:sec(?:ret?)?|secr|pas(?:s(?:w(?:ord?|o)?)?)?|ke?)\s+(\S.*)$/gi,
  /^\s*(?:pas(?:s(?:w(?:ord?|o)?)?)?(?!\s+log\s*$)|key-st\w*)\s+(\S.*)$/gi,
  /^\s*(?:no\s+)?snmp-s\w*\s+com[\w-]*\s+(\S.*)$/gi,
  /^\s*(?:no\s+)?ip\s+http\s+client\s+(?:username|password)\s+(\S.*)$/gi,
  // Variables of scripts: addresses of webhooks, tokens and passwords, under any name.
  /^\s*(?:no\s+)?event\s+manager\s+environment\s+\S+\s+(\S.*)$/gi,
  // The pass phrase of a key follows the place it comes from.
  /^\s*(?:do\s+)?crypto\s+(?:pki|ca|key)\s+(?:import|export)\s+\S+\s+(\S.*)$/gi,
  // What ASA adds to the form that it logs users in with.
  /^\s*hidden-parameter\s+(\S.*)$/gi,
];

/**
 * Secrets in addresses of the web, on a line of any shape: a user with a password, credentials among the parameters, and what follows
 * the word `hook`, which is all that Slack, Teams, Discord and their like ask of a sender. Bounded, so that no line is slow.
 */
export const IN_ADDRESSES: readonly RegExp[] = [
  /:\/\/([^\s/"'<>]{1,400})@/g,
  /(?:^|[\s"'>=])([^\s"'<>@:/=]{1,100}:[^\s"'<>@/]{1,200})@(?=[\w.[])/g,
  /[?&;][\w.-]{0,40}(?:key|token|sig|signature|secret|passw\w{0,10}|pass|pwd|pw|auth|code|challenge|hash)=([^&\s"'<>;]+)/gi,
  /hook[\w.:-]{0,100}\/([^\s"'<>]+)/gi,
  /\/bot(\d{5,20}:[\w-]+)/g,
  // What curl, wget and sshpass are told on a line that a schedule or a script runs.
  /(?:^|[\s"'>])(?:-u|--(?:proxy-)?user)[\s=]{0,3}["']?([^\s"'<>:]{1,100}:[^\s"'<>]{1,200})/g,
  /\bsshpass\s+-p\s{0,3}["']?([^\s"'<>]+)/g,
];

/** FortiOS settings with an address of the web of which all behind the host may be a secret. Group 1 of the value. */
export const FORTIOS_ADDRESS = /^uri$/i;
export const BEHIND_HOST = /^"?(?:\w{1,10}:\/\/)?[^\s/"]{1,300}\/([^\s"]+)/g;

/** Names of FortiOS settings (`set NAME …`) whose values are hidden whole. */
export const FORTIOS_SECRET =
  /passw|passphrase|passcode|secret|psk|pwd|private|community|token|(?:^|-)(?:otp|seed|pin|key\d*)(?:$|-)|keyvalue|keytab|api-?key|^(?:auth|enc)key$|^auth-string$|wepkey|sharedkey|public-key|hash$|license|activation-code|credential|^ppk|headers$|^http-body$|^script$/i;

/** FortiOS settings that hold free text: what people write there may be a password. */
export const FORTIOS_FREE_TEXT = /^(?:comments?|description|alias|buffer|message|banner|location|contact-info|name)$/i;

/** Names of XML elements and attributes whose content is hidden whole. */
export const XML_SECRET =
  /passw|passphrase|passcode|secret|psk|bindpw|pwd|community|token|privkey|pubkey|prv$|^crt$|^csr$|^tls$|^crl$|^pem$|^otp|seed|-hash$|^(?:lm|nt|md5|sha\w*|bcrypt)[-_]?hash$|^hash$|[-_]hash[-_]?key$|(?:^|[-_])(?:pre)?shared[-_]?key|keys?(?:fld)?$|keydata|(?<!by)pass$|(?:^|sim|motp|[-_])pin(?:code)?$|[a-z]pw$|trapstring|^updateurl$|webhook|^api$|(?:telegram|slack)[-_]?api|oink\w*code|etpro\w*code|certificate$|license|sharedsecret|static[-_]?key|credential|hmac$|^xmldata$/i;
