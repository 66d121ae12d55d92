/** Services that IOS-XR itself answers and the model has no name for, by their ports (reference/cisco.md 4.4). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";

type Service = ManagementService;
type Port = Required<Pick<Service, "protocol" | "port">>;

const tcp = (port: number): Port => ({ protocol: 6, port });
const udp = (port: number): Port => ({ protocol: 17, port });

/** Echo, discard and chargen. */
const SMALL = [7, 9, 19] as const;

/**
 * What switches each on, and the port it has by itself (Cisco IOS XR programmability, system management and IP addresses
 * guides). `tty`: it answers whoever has logged in, at the ports of SSH and Telnet.
 */
const ROWS: readonly (readonly [on: RegExp, ports: readonly Port[]])[] = [
  [/^xml agent$/, [tcp(38751)]],
  [/^xml agent ssl$/, [tcp(38752)]],
  [/^(?:xml|netconf) agent tty$/, [tcp(22), tcp(23)]],
  [/^netconf-yang agent$/, [tcp(830)]],
  [/^grpc$/, [tcp(57400)]],
  [/^tftp (?:vrf \S+ )?ipv[46] server\b/, [udp(69)]],
  [/^service ipv[46] tcp-small-servers\b/, SMALL.map(tcp)],
  [/^service ipv[46] udp-small-servers\b/, SMALL.map(udp)],
];

/** Statements that move a server to another port, in a line of their own or below the one that switches it on. */
const MOVED = {
  grpc: /^grpc port (\d+)$/,
  "netconf-yang": /^ssh server netconf port (\d+)\b/,
} as const;

export function otherServices(roots: readonly CiscoLine[], context: CiscoContext): Service[] {
  const lines = beginning(roots, "xml", "netconf", "netconf-yang", "grpc", "tftp", "service", "ssh");
  const on = new Map<string, CiscoLine>();
  for (const line of lines) {
    const said = line.text.replace(/^no /, "");
    const server = serverOf(said);
    if (said === line.text) on.set(server, on.get(server) ?? line);
    // What takes a port back leaves the server on.
    else if (said === server || server === NETCONF) on.delete(server);
  }
  return [...on].flatMap(([text, line]) => {
    const ports = ROWS.find(([pattern]) => pattern.test(text))?.[1] ?? [];
    const moved = movedTo(text.split(" ", 1)[0] ?? "", lines);
    return ports.map((port) => ({
      service: "other" as const,
      enabled: true,
      ...port,
      ...(moved === undefined ? {} : { port: moved }),
      at: [context.at(line)],
    }));
  });
}

/** A port or a VRF alone switches on what it is of. */
function serverOf(text: string): string {
  if (text.startsWith("grpc ")) return "grpc";
  return /^(?:netconf-yang agent|ssh server netconf)\b/.test(text) ? NETCONF : text;
}

const NETCONF = "netconf-yang agent";

function movedTo(word: string, lines: readonly CiscoLine[]): number | undefined {
  if (word !== "grpc" && word !== "netconf-yang") return undefined;
  const texts = lines.flatMap(({ text, children }) => [text, ...children.map((child) => `${text} ${child.text}`)]);
  return texts
    .map((text) => MOVED[word].exec(text)?.[1])
    .reduce<number | undefined>((last, port) => {
      return port === undefined ? last : Number(port);
    }, undefined);
}
