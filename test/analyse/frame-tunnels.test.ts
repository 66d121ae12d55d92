/** Tunnels for frames with addresses of their own at both ends: what passes them surely, past what stands between. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

const ZONES = ["a 10.1.0.0/24", "b 10.2.0.0/24"];
const HEADER = "#config-version=FGT70F-7.4.8-FW-build2795-250501:opmode=0:vdom=0:user=admin\n";

const table = (name: string, ...rows: readonly string[]) => `config ${name}\n${rows.join("")}end\n`;
const row = (name: string | number, ...lines: readonly string[]) =>
  `    edit "${name}"\n${lines.map((line) => `        set ${line}\n`).join("")}    next\n`;
const port = (name: string, ...lines: readonly string[]) => row(name, 'vdom "root"', ...lines);
const permit = (id: number, from: string, to: string, service = "ALL") =>
  row(
    id,
    `srcintf "${from}"`,
    `dstintf "${to}"`,
    'srcaddr "all"',
    'dstaddr "all"',
    "action accept",
    'schedule "always"',
    `service "${service}"`,
  );
const route = (id: number, to: string, gateway: string, device: string) =>
  row(id, `dst ${to} 255.255.255.0`, `gateway ${gateway}`, `device "${device}"`);

/** One of two, each behind its own network, with a tunnel to the other through what stands between. */
function edge(own: 1 | 2, kind: string, lines: readonly string[], over = "out"): string {
  const far = 3 - own;
  return (
    HEADER +
    table("system global", `    set hostname "edge-${own}"\n`) +
    table(
      "system interface",
      port("in", `ip 10.${own}.0.1 255.255.255.0`),
      port("out", `ip 10.5${own}.0.1 255.255.255.0`),
      port("tun", `type ${kind}`, `ip 10.60.0.${own} 255.255.255.252`, `interface "${over}"`),
    ) +
    table(`system ${kind}`, row("tun", `interface "${over}"`, ...lines)) +
    table("firewall policy", permit(1, "in", "tun"), permit(2, "tun", "in")) +
    table(
      "router static",
      route(1, `10.5${far}.0.0`, `10.5${own}.0.254`, "out"),
      route(2, `10.${far}.0.0`, `10.60.0.${far}`, "tun"),
    )
  );
}

/** Lets from one edge to the other and back what is of a service. */
const between = (service: string, ports: readonly number[]) =>
  HEADER +
  table("system global", '    set hostname "core"\n') +
  table("system interface", port("p1", "ip 10.51.0.254 255.255.255.0"), port("p2", "ip 10.52.0.254 255.255.255.0")) +
  table("firewall service custom", row(service, `udp-portrange ${ports.join(" ")}`)) +
  table("firewall policy", permit(1, "p1", "p2", service), permit(2, "p2", "p1", service));

describe("Packets in frames between two FortiGates", () => {
  const both = (kind: string, lines: (far: number) => readonly string[]) =>
    ([1, 2] as const).map((own) => edge(own, kind, lines(3 - own)));
  const vxlan = (...more: readonly string[]) =>
    both("vxlan", (far) => ["vni 5", `remote-ip "10.5${far}.0.1"`, ...more]);
  const geneve = both("geneve", (far) => ["vni 5", "type ethernet", `remote-ip 10.5${far}.0.1`]);
  const [first = "", second = ""] = vxlan();
  const within = (subnet: string) =>
    ([1, 2] as const).map((own) => {
      const [far, selector] = [3 - own, subnet === "" ? [] : [`src-subnet ${subnet}`, `dst-subnet ${subnet}`]];
      const text = edge(own, "vxlan", ["vni 5", `remote-ip "10.70.0.${far}"`], "wrap");
      const wrap = port(
        "wrap",
        "type tunnel",
        `ip 10.70.0.${own} 255.255.255.255`,
        `remote-ip 10.70.0.${far} 255.255.255.252`,
      );
      const ipsec =
        table(
          "vpn ipsec phase1-interface",
          row("wrap", 'interface "out"', `remote-gw 10.5${far}.0.1`, "psksecret ENC x"),
        ) + table("vpn ipsec phase2-interface", row("wrap", 'phase1name "wrap"', ...selector));
      return text.replace('    edit "tun"', `${wrap}    edit "tun"`) + ipsec;
    });
  const core = between("IKE", [500]);
  const aggregate = ([1, 2] as const).map((own) => {
    const text = edge(own, "ipsec-aggregate", ['member "first"'], "out").replace("type ipsec-aggregate", "type tunnel");
    const first = port("first", "type tunnel", 'interface "out"');
    const ipsec =
      table(
        "vpn ipsec phase1-interface",
        row("first", 'interface "out"', `remote-gw 10.5${3 - own}.0.1`, "psksecret ENC x"),
      ) + table("vpn ipsec phase2-interface", row("first", 'phase1name "first"'));
    return text.replace('    edit "tun"', `${first}    edit "tun"`) + ipsec;
  });
  const withEsp = (text: string) =>
    text
      .replace("end\n", `end\n${table("firewall service group", row("G", 'member "IKE" "ESP"'))}`)
      .replaceAll('service "IKE"', 'service "G"');

  it.each<readonly [trap: string, devices: readonly string[], verdict: "violated" | "unproved"]>([
    ["pass where VXLAN does", [...vxlan(), between("VX", [4789])], "violated"],
    ["may not where it is dropped", [...vxlan(), between("OTHER", [4790])], "unproved"],
    ["pass where it has another port", [...vxlan("dstport 4790"), between("VX", [4790])], "violated"],
    ["may not where only the usual port passes", [...vxlan("dstport 4790"), between("VX", [4789])], "unproved"],
    ["pass where GENEVE does", [...geneve, between("GE", [6081])], "violated"],
    ["may not where it takes another port", [...geneve, between("VX", [4789])], "unproved"],
    ["pass in IPsec", [...within(""), withEsp(core)], "violated"],
    ["may not where that is dropped", [...within(""), core], "unproved"],
    ["may not where it is not for them", [...within("10.9.0.0 255.255.255.0"), withEsp(core)], "unproved"],
    ["pass an aggregate of tunnels", [...aggregate, withEsp(core)], "violated"],
    ["may not where its tunnel is dropped", [...aggregate, core], "unproved"],
    ["may not by two numbers", [first, second.replace("vni 5", "vni 6"), between("VX", [4789])], "unproved"],
    [
      "may not to an end elsewhere",
      [first.replace("10.52.0.1", "10.52.0.9"), second, between("VX", [4789])],
      "unproved",
    ],
  ])("%s", async (_, devices, verdict) => {
    expect(await pairVerdicts(devices, ZONES)).toContain(`a > b ${verdict}`);
  });
});
