/** Small FortiOS texts for tests: a header, three interfaces and what a test adds. */

/** A backup header of a release; `mode` is what `#config-version` says behind the build. */
export function header(version = "7.2.8", mode = "opmode=0:vdom=0"): string {
  return `#config-version=FGT60F-${version}-FW-build1639-240412:${mode}:user=admin\n`;
}

/** lan 10.1.1.1/24, dmz 10.2.0.1/24, wan 192.0.2.1/24. */
export const INTERFACES = `config system interface
    edit "lan"
        set vdom "root"
        set ip 10.1.1.1 255.255.255.0
        set allowaccess ping https
    next
    edit "dmz"
        set vdom "root"
        set ip 10.2.0.1 255.255.255.0
    next
    edit "wan"
        set vdom "root"
        set ip 192.0.2.1 255.255.255.0
    next
end
`;

/** `config NAME … end` around rows, each row's keys on lines of their own. */
export function table(name: string, ...rows: string[]): string {
  return `config ${name}\n${rows.join("")}end\n`;
}

/** One row: `row(5, 'set action accept', …)`. */
export function row(key: string | number, ...lines: string[]): string {
  return `    edit ${typeof key === "number" ? key : `"${key}"`}\n${lines.map((line) => `        ${line}\n`).join("")}    next\n`;
}

const POLICY_DEFAULTS = {
  srcintf: '"lan"',
  dstintf: '"dmz"',
  srcaddr: '"all"',
  dstaddr: '"all"',
  action: "accept",
  schedule: '"always"',
  service: '"ALL"',
};

/** One policy lan → dmz, all to all, accept; `changes` replace keys, `undefined` leaves one out. */
export function policy(id: number, changes: Record<string, string | undefined> = {}): string {
  const keys = { ...POLICY_DEFAULTS, ...changes };
  return row(
    id,
    ...Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`set ${key} ${value}`])),
  );
}

/** A whole file of a release: header, interfaces, what `before` adds, and these policies. */
export function site(policies: readonly string[], before = "", version?: string): string {
  return header(version) + INTERFACES + before + table("firewall policy", ...policies);
}
