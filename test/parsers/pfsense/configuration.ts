/** For tests: whole configurations from the few lines a trap is about. */

/** Sections of a configuration; what is left out is a plain three-legged firewall. */
export interface Sections {
  readonly version?: string;
  /** Inside `<system>`, beside the host name. */
  readonly system?: string;
  readonly ipv6?: boolean;
  readonly wan?: string;
  readonly lan?: string;
  readonly opt1?: string;
  /** Further interfaces. */
  readonly interfaces?: string;
  readonly aliases?: string;
  /** Rules of `<filter>`. */
  readonly rules?: string;
  readonly nat?: string;
  /** Anything else at top level. */
  readonly more?: string;
}

/** WAN 192.0.2.1/24 with a gateway, LAN 10.1.0.1/24, OPT1 (cell-a) 10.2.0.1/24. */
export function pfsense(of: Sections): string {
  return `<?xml version="1.0"?>
<pfsense>
<version>${of.version ?? "24.0"}</version>
<system><hostname>fw-edge</hostname>${of.ipv6 === false ? "" : "<ipv6allow></ipv6allow>"}<disablenatreflection>yes</disablenatreflection>
${systemOf(of)}
</system>
<interfaces>
<wan><enable></enable><if>igb0</if><ipaddr>192.0.2.1</ipaddr><subnet>24</subnet><gateway>WANGW</gateway>${of.wan ?? ""}</wan>
<lan><enable></enable><if>igb1</if><ipaddr>10.1.0.1</ipaddr><subnet>24</subnet>${of.lan ?? ""}</lan>
<opt1><enable></enable><if>igb2</if><descr>cell-a</descr><ipaddr>10.2.0.1</ipaddr><subnet>24</subnet>${of.opt1 ?? ""}</opt1>
${of.interfaces ?? ""}
</interfaces>
<aliases>${of.aliases ?? ""}</aliases>
<nat>${of.nat ?? ""}</nat>
<filter>
${of.rules ?? ""}
</filter>
${of.more ?? ""}
</pfsense>
`;
}

interface Models {
  readonly models?: string;
  readonly modern?: string;
  readonly settings?: string;
  /** Whether nothing says of which release it is. */
  readonly undated?: boolean;
  /** The version of the model of rules. */
  readonly filterVersion?: string;
}

/** The same plant as OPNsense has it, of a release that keeps its switches in the model of the rules. */
export function opnsense(of: Sections & Models): string {
  return `<?xml version="1.0"?>
<opnsense>
<system><hostname>fw-edge</hostname><disablenatreflection>yes</disablenatreflection>
${systemOf(of)}
</system>
<interfaces>
<wan><enable>1</enable><if>igb0</if><ipaddr>192.0.2.1</ipaddr><subnet>24</subnet><gateway>WANGW</gateway>${of.wan ?? ""}</wan>
<lan><enable>1</enable><if>igb1</if><ipaddr>10.1.0.1</ipaddr><subnet>24</subnet>${of.lan ?? ""}</lan>
<opt1><enable>1</enable><if>igb2</if><descr>cell-a</descr><ipaddr>10.2.0.1</ipaddr><subnet>24</subnet>${of.opt1 ?? ""}</opt1>
${of.interfaces ?? ""}
</interfaces>
<nat>${of.nat ?? ""}</nat>
<filter>
${of.rules ?? ""}
</filter>
<OPNsense>
<Firewall>
<Alias><aliases>${of.aliases ?? ""}</aliases></Alias>
<Filter${of.filterVersion === undefined ? "" : ` version="${of.filterVersion}"`}><rules>
${of.modern ?? ""}
</rules>${of.undated ? "" : `<settings>${of.settings ?? ""}</settings>`}</Filter>
</Firewall>
${of.models ?? ""}
</OPNsense>
${of.more ?? ""}
</opnsense>
`;
}

/** The web interface speaks https unless a trap is about it. */
function systemOf({ system = "" }: Sections): string {
  return system.includes("<webgui>") ? system : `${system}<webgui><protocol>https</protocol></webgui>`;
}

/** A `<rule>`: fields as they stand; source and destination default to any. */
export function rule(fields: string, ends: { readonly from?: string; readonly to?: string } = {}): string {
  return `<rule>${fields}<source>${ends.from ?? "<any></any>"}</source><destination>${ends.to ?? "<any></any>"}</destination></rule>`;
}

/** Fields of a pass or block rule on an interface. */
export function on(type: "pass" | "block" | "reject", id: string, protocol = ""): string {
  const proto = protocol === "" ? "" : `<protocol>${protocol}</protocol>`;
  return `<type>${type}</type><interface>${id}</interface><ipprotocol>inet</ipprotocol>${proto}`;
}

/** A rule of the OPNsense model: fields by name. */
export function modern(fields: Readonly<Record<string, string | number>>, uuid = ""): string {
  const inner = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<rule${uuid === "" ? "" : ` uuid="${uuid}"`}>${inner.join("")}</rule>`;
}

export const any = "<any></any>";
export const address = (text: string, port = ""): string =>
  `<address>${text}</address>${port === "" ? "" : `<port>${port}</port>`}`;
export const network = (text: string, port = ""): string =>
  `<network>${text}</network>${port === "" ? "" : `<port>${port}</port>`}`;
export const alias = (name: string, type: string, text: string): string =>
  `<alias><name>${name}</name><type>${type}</type><address>${text}</address></alias>`;
/** An alias of the OPNsense model. */
export const modelAlias = (name: string, type: string, lines: readonly string[], more = ""): string =>
  `<alias><enabled>1</enabled><name>${name}</name><type>${type}</type><content>${lines.join("\n")}</content>${more}</alias>`;
