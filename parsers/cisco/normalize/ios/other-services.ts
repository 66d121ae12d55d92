/** Services the device itself answers that the model has no name for, by their ports (reference/cisco.md 4.1). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { beginning, under } from "../beginning.js";
import { interfacesOpenedBy } from "../interface-name.js";
import { findList, type Limiting, limitedBy } from "./service-limits.js";

type Service = ManagementService;
type Port = Required<Pick<Service, "protocol" | "port">>;

const tcp = (port: number): Port => ({ protocol: 6, port });
const udp = (port: number): Port => ({ protocol: 17, port });

/** Explicit messages of CIP over both, implicit ones over UDP. */
const CIP = [tcp(44818), udp(44818), udp(2222)];
const TFTP = udp(69);
const NETCONF = tcp(830);
const LEASES = udp(67);
const MODBUS = 502;
export const SMART_INSTALL = tcp(4786);

/** Those that answer everybody once a statement switches them on, with the ports of the IANA registry. */
const SIMPLE: readonly (readonly [statement: string, ports: readonly Port[]])[] = [
  // Echo, discard, daytime and chargen; there is no daytime over UDP.
  ["service tcp-small-servers", [7, 9, 13, 19].map(tcp)],
  ["service udp-small-servers", [7, 9, 19].map(udp)],
  ["ip finger", [tcp(79)]],
  ["service finger", [tcp(79)]],
  // The context manager, over which a controller opens its relations.
  ["profinet", [udp(34964)]],
];

interface Surroundings {
  /** That of the web server with certificates, which RESTCONF is a part of. */
  readonly https: Service | undefined;
  /** Whether Smart Install may be on although nothing says so. */
  readonly isOldSwitch: boolean;
}

export function otherServices(
  roots: readonly CiscoLine[],
  { https, isOldSwitch }: Surroundings,
  limiting: Limiting,
): Service[] {
  return [
    ...SIMPLE.flatMap(([statement, ports]) => {
      const line = standing(roots, statement, SETTINGS);
      return line === undefined ? [] : ports.map((port) => on(port, line, limiting));
    }),
    ...smartInstall(roots, isOldSwitch, limiting),
    ...files(roots, limiting),
    ...netconf(roots, limiting),
    ...restconf(roots, https, limiting),
    ...modbus(roots, limiting),
    ...cip(roots, limiting),
    ...gnmi(roots, limiting),
    ...leases(roots, limiting),
  ];
}

/** What may stand behind a statement that switches one on. */
const SETTINGS = /^(?: max-servers \S+| rfc-compliant)$/;

const NEGATED = /^(?:no|default) /;

function on(port: Port, line: CiscoLine, { context }: Limiting): Service {
  return { service: "other", enabled: true, ...port, at: [context.at(line)] };
}

/**
 * The last line about a statement, unless it takes it back.
 * @param rest what may stand behind it; left out: nothing.
 */
function standing(roots: readonly CiscoLine[], statement: string, rest?: RegExp): CiscoLine | undefined {
  const last = lastAbout(roots, statement, rest);
  return last !== undefined && NEGATED.test(last.text) ? undefined : last;
}

function lastAbout(roots: readonly CiscoLine[], statement: string, rest?: RegExp): CiscoLine | undefined {
  return beginning(roots, statement, "default").findLast((line) => {
    const text = line.text.replace(NEGATED, "");
    return text === statement || (text.startsWith(statement) && rest?.test(text.slice(statement.length)) === true);
  });
}

/**
 * On by itself in many releases for switches, unless `no vstack` is written: of one that says nothing it is not known. What
 * directs or groups clients takes part in it.
 */
function smartInstall(roots: readonly CiscoLine[], isOldSwitch: boolean, limiting: Limiting): Service[] {
  const last = lastAbout(roots, "vstack");
  const used = last ?? beginning(roots, "vstack").findLast(({ text }) => text.startsWith("vstack "));
  if (used !== undefined) return NEGATED.test(used.text) ? [] : [on(SMART_INSTALL, used, limiting)];
  const [first] = roots;
  return isOldSwitch && first !== undefined ? [{ ...on(SMART_INSTALL, first, limiting), enabled: undefined }] : [];
}

/** `tftp-server FILE [alias NAME] [LIST]`: each file to whom its own list lets in. */
function files(roots: readonly CiscoLine[], limiting: Limiting): Service[] {
  const given = new Map<string, CiscoLine>();
  for (const line of beginning(roots, "tftp-server")) {
    const [, no, file] = /^(no )?tftp-server (\S+)/.exec(line.text) ?? [];
    if (file === undefined) continue;
    given.delete(file);
    if (no === undefined) given.set(file, line);
  }
  return [...given.values()].map((line) => {
    const list = /^tftp-server \S+(?: alias \S+)? (\d+)$/.exec(line.text)?.[1] ?? "";
    const limit = findList({ family: 4, list, line }, limiting);
    return { ...on(TFTP, line, limiting), ...limitedBy([limit], TFTP) };
  });
}

function netconf(roots: readonly CiscoLine[], limiting: Limiting): Service[] {
  const line = standing(roots, "netconf-yang");
  if (line === undefined) return [];
  return [{ ...on(NETCONF, line, limiting), ...listsOf(roots, "netconf-yang ssh", NETCONF, limiting) }];
}

/** `STATEMENT ipv4|ipv6 access-list name LIST`. */
function listsOf(roots: readonly CiscoLine[], statement: string, port: Port, limiting: Limiting) {
  const limits = ([4, 6] as const).map((family) => {
    const line = standing(roots, `${statement} ipv${family} access-list`, /^ name \S+$/);
    return findList({ family, list: line?.text.split(" ").at(-1) ?? "", line }, limiting);
  });
  return limitedBy(limits, port);
}

/** It answers where the web server with certificates does. Whether the lists of that one hold for it too is not documented. */
function restconf(roots: readonly CiscoLine[], https: Service | undefined, limiting: Limiting): Service[] {
  const line = standing(roots, "restconf");
  if (line === undefined || https?.port === undefined || https.enabled === false) return [];
  const port = tcp(https.port);
  const { sources } = listsOf(roots, "restconf", port, limiting);
  const service = { ...on(port, line, limiting), enabled: https.enabled };
  if (https.sources === undefined) return [sources === undefined ? service : { ...service, sources }];
  const reason = "whether RESTCONF answers those only whom the web server does is not documented";
  const doubt = limiting.context.doubt(reason, line, { scope: "match" });
  const lower = sources === undefined ? https.sources : { kind: "none" as const };
  const upper = sources ?? { kind: "any" as const };
  return [{ ...service, sources: { kind: "unknown", doubt, lower, upper, at: limiting.context.at(line) } }];
}

/** `modbus tcp server`, on some switches behind `scada`; a port alone does not say that it is on. */
function modbus(roots: readonly CiscoLine[], limiting: Limiting): Service[] {
  return ["modbus tcp server", "scada modbus tcp server"].flatMap((statement) => {
    const line = lastAbout(roots, statement);
    const named = standing(roots, statement, /^ port \d+$/);
    const told = line ?? named;
    if (told === undefined || NEGATED.test(told.text)) return [];
    const port = tcp(Number(/ port (\d+)$/.exec(named?.text ?? "")?.[1] ?? MODBUS));
    return [{ ...on(port, told, limiting), enabled: line === undefined ? undefined : true }];
  });
}

/** In clear text and with certificates: the statement behind the first word, that of its port, and the port without one. */
const GNMI = [
  ["server", "port", 50052],
  ["secure-server", "secure-port", 9339],
] as const;

/** `gnxi`, before 17 `gnmi-yang`: it listens by one statement and runs by another (Cisco IOS-XE programmability guide). */
function gnmi(roots: readonly CiscoLine[], limiting: Limiting): Service[] {
  return ["gnxi", "gnmi-yang"].flatMap((word) =>
    GNMI.flatMap(([server, named, usual]) => {
      const line = standing(roots, `${word} ${server}`);
      if (line === undefined || NEGATED.test(lastAbout(roots, word)?.text ?? "")) return [];
      const said = standing(roots, `${word} ${named}`, /^ \d+$/)?.text;
      const port = tcp(Number(said?.split(" ").at(-1) ?? usual));
      return [{ ...on(port, line, limiting), enabled: standing(roots, word) === undefined ? undefined : true }];
    }),
  );
}

/** A pool makes it a server of addresses, unless `no service dhcp` says that it is none. */
function leases(roots: readonly CiscoLine[], limiting: Limiting): Service[] {
  const pools = new Map<string, CiscoLine>();
  for (const line of beginning(roots, "ip dhcp")) {
    const [, no, name] = /^(no )?ip dhcp pool (\S+)/.exec(line.text) ?? [];
    if (name === undefined) continue;
    pools.delete(name);
    if (no === undefined) pools.set(name, line);
  }
  const [pool] = pools.values();
  if (pool === undefined || lastAbout(roots, "service dhcp")?.text.startsWith("no ") === true) return [];
  return [on(LEASES, pool, limiting)];
}

/** CIP on the interfaces that have it; the last word counts where one is opened again. */
function cip(roots: readonly CiscoLine[], limiting: Limiting): Service[] {
  const last = new Map<CiscoLine | undefined, CiscoLine>();
  for (const line of under(roots, "interface", "cip", "default"))
    if (/^(?:(?:no|default) )?cip enable$/.test(line.text)) last.set(line.parent, line);
  const standing = new Map<string, CiscoLine>();
  for (const [port, line] of last) {
    for (const id of interfacesOpenedBy(port?.text ?? "")) {
      standing.delete(id);
      if (!NEGATED.test(line.text)) standing.set(id, line);
    }
  }
  return [...standing].flatMap(([id, line]) => CIP.map((port) => ({ ...on(port, line, limiting), interfaces: [id] })));
}
