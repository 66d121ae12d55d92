/** Files that end too early, are nested without end, or hold nothing of FortiOS. */
import { describe, expect, it } from "vitest";
import { FORTIGATE } from "../../../parsers/fortigate/index.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";

function read(text: string) {
  const diagnostics = new Diagnostics();
  const file = { path: "fw-edge.conf", text, encoding: "utf-8", sha256: "" } as const;
  const { devices, account } = FORTIGATE.parse(file, { platform: "fortios", confidence: 1, reasons: [] }, diagnostics);
  return { devices, counts: account.counts(), codes: diagnostics.all().map(({ code, at }) => `${at.line} ${code}`) };
}

const HEADER = "#config-version=FGT60F-7.2.8-FW-build1639-240412:opmode=0:vdom=0:user=admin\n";
const HEADER_OF_DEVICE = `${HEADER}#conf_file_ver=10293847561029\n#buildno=1639\n`;

describe("broken files", () => {
  it("that end inside a section leave the whole device open", () => {
    const { devices, codes } = read(
      "#config-version=FGT60F-7.2.8-FW-build1639:opmode=0:vdom=0\nconfig firewall policy\n    edit 1\n        set action accept\n",
    );
    expect(codes).toContain("3 fortigate/truncated");
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(true);
  });

  it.each([
    ["that begin behind the start of a section", "next\nend\nconfig firewall policy\nend\n"],
    ["that end before the policies", `${HEADER}config system interface\nend\n`],
    ["that end behind what all VDOMs share", `${HEADER}config global\nconfig system interface\nend\nend\n`],
  ])("%s leave the whole device open", (_, text) => {
    const { devices } = read(text);
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(true);
  });

  it("without policies are whole where they go on behind these", () => {
    const { devices } = read(`${HEADER}config system interface\nend\nconfig router multicast\nend\n`);
    expect(devices[0]?.doubts).toEqual([]);
  });

  it.each([
    ["that end before the routes leave these open", HEADER_OF_DEVICE, "config router ospf\nend\n", true],
    ["that go on behind the routes do not", HEADER_OF_DEVICE, "config router multicast\nend\n", false],
    ["that end behind the routes do not", HEADER_OF_DEVICE, "config router static\nend\n", false],
    [
      "that end among the routes leave these open",
      HEADER_OF_DEVICE,
      "config router rip\nend\nconfig router static\nend\n",
      true,
    ],
    ["whole ones do not", HEADER_OF_DEVICE, "config router rip\nend\nconfig router multicast\nend\n", false],
    ["that somebody wrote do not", HEADER, "", false],
  ])("%s", (_, header, text, isOpen) => {
    const { devices } = read(`${header}config system interface\nend\nconfig firewall policy\nend\n${text}`);
    expect(devices[0]?.routers.map(({ dynamicRouting }) => dynamicRouting !== undefined)).toEqual([isOpen]);
  });

  it.each([
    ["may have lost policies of IPv6", "6.2.3", "", true],
    ["with policies of IPv6 have not", "6.2.3", "config firewall policy6\nend\n", false],
    ["did not lose them where they end among these", "6.2.3", "config router rip\nend\n", false],
    ["of a release with one table for both families have not", "6.4.0", "", false],
  ])("that end before the routes %s (%s)", (_, version, text, isOpen) => {
    const header = HEADER_OF_DEVICE.replace("7.2.8", version);
    const { devices } = read(`${header}config system interface\nend\nconfig firewall policy\nend\n${text}`);
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(isOpen);
  });

  it.each(["firewall policy", "firewall vip", "router static6", "router policy"])(
    "that print every table and not %s leave the whole device open",
    (lost) => {
      const printed = ["firewall acl", "firewall acl6", "firewall vip6", "firewall vip", "firewall policy"];
      const names = [...printed, "router static", "router policy", "router policy6", "router static6"];
      const text = ["system interface", ...names].map((name) => `config ${name}\nend\n`).join("");
      const isOpen = (of: string) => read(of).devices[0]?.doubts.some(({ scope }) => scope === "device");
      const without = text.replace(`config ${lost}\nend\n`, "");
      expect([text, without].map((body) => isOpen(HEADER_OF_DEVICE + body))).toEqual([false, true]);
      const few = without.replace(/config firewall acl6?\nend\n/g, "");
      expect(isOpen(HEADER_OF_DEVICE + few)).toBe(false);
    },
  );

  it.each([
    ["a mask that is lost", "set ip 10.1.1.1", true],
    ["an address as it should be", "set ip 10.1.1.1 255.255.255.0", undefined],
  ])("with %s tell whether an address was read", (_, line, unread) => {
    const { devices } = read(`${HEADER}config system interface\nedit "a"\n${line}\nnext\nend\n`);
    expect(devices[0]?.interfaces.map((one) => one.unreadAddress)).toEqual([unread]);
  });

  const SIX_UNREAD = "config ipv6\nset ip6-address 2001:db8::1/644\nend";
  it.each([
    ["of IPv6", `set ip 10.1.1.1/24\n${SIX_UNREAD}`, 6],
    ["of IPv4", "set ip 10.1.1.1\nconfig ipv6\nset ip6-address 2001:db8::1/64\nend", 4],
    ["of both families", `set ip 10.1.1.1\n${SIX_UNREAD}`, undefined],
    ["of IPv6 beside one of IPv4 that somebody gives", `set mode dhcp\n${SIX_UNREAD}`, undefined],
    ["of IPv4 that somebody gives", "set mode pppoe", 4],
    ["of IPv4 that a server of L2TP gives", "set l2tp-client enable", 4],
    ["of IPv4 that a server of PPTP gives", "set pptp-client enable", 4],
    ["of IPv6 that somebody gives", "set ip 10.1.1.1/24\nconfig ipv6\nset ip6-mode dhcp\nend", 6],
    [
      "of IPv6 beside a line that is not understood",
      `set ip 10.1.1.1/24\nset ipq 10.2.1.1/24\n${SIX_UNREAD}`,
      undefined,
    ],
    ["of a tunnel", `set type tunnel\nset ip 10.1.1.1/32\n${SIX_UNREAD}`, undefined],
  ])("with an unknown address %s tell of which family alone addresses are not known", (_, lines, only) => {
    const { devices } = read(`${HEADER}config system interface\nedit "a"\n${lines}\nnext\nend\n`);
    expect(devices[0]?.interfaces.map((one) => one.addressDoubt !== undefined)).toEqual([true]);
    expect(devices[0]?.interfaces.map((one) => one.addressDoubtOf)).toEqual([only]);
  });

  it.each([
    ["that is whole, may have it in any other one", HEADER_OF_DEVICE, "", true],
    ["that is whole, passes nothing by one that is off", HEADER_OF_DEVICE, "set status down\n", false],
    ["that may be a part, does not have its policies", HEADER, "", false],
    ["of one VDOM does not have its policies", `${HEADER_OF_DEVICE}#global_vdom=0:vd_name=root/root\n`, "", false],
  ])("with an interface of a VDOM that is not in the file: one %s", (_, header, more, isOpen) => {
    const port = (name: string, vdom: string) =>
      `edit "${name}"\nset vdom "${vdom}"\n${name === "b" ? more : ""}next\n`;
    const { devices } = read(
      `${header}config system interface\n${port("a", "root")}${port("b", "roof")}end\nconfig firewall policy\nend\n`,
    );
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(isOpen);
  });

  it("with a route without its mask do not tell where it leads", () => {
    const route = 'config router static\nedit 1\nset dst 10.1.1.0\nset gateway 10.9.0.1\nset device "a"\nnext\nend\n';
    const { devices, codes } = read(`${HEADER}config system interface\nedit "a"\nnext\nend\n${route}`);
    expect(devices[0]?.routes).toEqual([]);
    expect(devices[0]?.routers[0]?.dynamicRouting).toBeDefined();
    expect(codes).toContain("8 fortigate/bad-address");
  });

  it.each([
    ["of another interface may lead by that one too", "a", 'edit "b"\nset ip 10.9.0.2 255.255.255.0\nnext\n', 2],
    ["of no interface lead by the one that is written", "a", 'edit "b"\nset ip 10.8.0.2 255.255.255.0\nnext\n', 1],
    ["of an interface that is down do so as well", "a", 'edit "b"\nset ip 10.9.0.2/24\nset status down\nnext\n', 1],
    ["of their interface lead by it alone", "b", 'edit "b"\nset ip 10.9.0.2 255.255.255.0\nnext\n', 1],
  ])("with a route whose gateway is in the network %s", (_, device, more, count) => {
    const route = `config router static\nedit 1\nset gateway 10.9.0.1\nset device "${device}"\nnext\nend\n`;
    const own = 'edit "a"\nset ip 10.1.1.1 255.255.255.0\nnext\n';
    const { devices } = read(`${HEADER}config system interface\n${own}${more}end\n${route}`);
    const routes = devices[0]?.routes ?? [];
    expect(routes.map(({ egress }) => egress)).toEqual([device, undefined].slice(0, count));
    expect(routes.map(({ doubt }) => doubt !== undefined)).toEqual(routes.map(() => count > 1));
  });

  it("of which one VDOM ends before its policies leave that one open", () => {
    const vdoms = 'config vdom\nedit "root"\nnext\nedit "ot"\nnext\nend\n';
    const global =
      'config global\nconfig system interface\nedit "a"\nset vdom "root"\nnext\nedit "b"\nset vdom "ot"\nnext\nend\nend\n';
    const root = 'config vdom\nedit "root"\nconfig firewall policy\nend\nend\n';
    const ot = 'config vdom\nedit "ot"\nconfig system settings\nend\nend\n';
    const { devices } = read(HEADER + vdoms + global + root + ot);
    const doubts = devices[0]?.doubts.filter(({ scope }) => scope === "interfaces");
    expect(doubts?.map(({ interfaces }) => interfaces)).toEqual([["b"]]);
  });

  it("with policies of a VDOM in the global part leave the whole device open", () => {
    const part = (policies: string) =>
      `config vdom\nedit "root"\nnext\nend\nconfig global\nconfig system global\nend\n${policies}end\n` +
      'config vdom\nedit "root"\nconfig router static\nend\nend\n';
    const doubts = [
      "config firewall policy\nend\n",
      "config system settings\nend\n",
      "config firewall ssl setting\nend\n",
    ]
      .map((section) => read(HEADER + part(section)).devices[0]?.doubts)
      .map((found) => found?.filter(({ scope }) => scope === "device").length);
    expect(doubts).toEqual([1, 1, 0]);
  });

  it("with sections of a VDOM beside all of several leave the whole device open, and give them to the only one", () => {
    const vdom = (name: string) => `config vdom\nedit "${name}"\nconfig firewall policy\nend\nend\n`;
    const beside = 'config router static\nedit 1\nset gateway 10.9.0.1\nset device "a"\nnext\nend\n';
    const port = 'config system interface\nedit "a"\nset vdom "root"\nset ip 10.9.0.2/24\nnext\nend\n';
    const found = [vdom("root"), vdom("root") + vdom("ot")].map((vdoms) => read(HEADER + vdoms + port + beside));
    const [one, several] = found.map(({ devices }) => devices[0]);
    expect(one?.routes.map(({ router }) => router)).toEqual(["root"]);
    expect([one, several].map((of) => of?.doubts.filter(({ scope }) => scope === "device").length)).toEqual([0, 1]);
  });

  it("nested deeper than any table are cut there, and the rest is read", () => {
    const deep = 40;
    const text = [
      ...Array.from({ length: deep }, () => "config entries\nedit 1"),
      ...Array.from({ length: deep }, () => "next\nend"),
      "config system global",
      "set hostname fw-edge",
      "end",
    ].join("\n");
    const { devices, codes, counts } = read(text);
    expect(codes.filter((code) => code.endsWith("fortigate/too-deep"))).toHaveLength(1);
    expect(devices[0]?.hostname).toBe("fw-edge");
    expect(counts.notUnderstoodFiltering).toBeGreaterThan(0);
  });

  it("with a second backup behind the first leave the whole device open", () => {
    const backup = "#config-version=FGT60F-7.2.8-FW-build1639:opmode=0:vdom=0\nconfig firewall policy\nend\n";
    const { devices, codes } = read(backup + backup);
    expect(codes).toContain("4 fortigate/second-configuration");
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(true);
  });

  it.each([
    ["prompts of a second device", "FW-A # show firewall policy\n", "FW-B # show firewall policy\n", true],
    [
      "prompts of a second device before statements",
      "FW-A # config global\nFW-A (global) # end\n",
      "FW-B # config global\nend\n",
      true,
    ],
    ["prompts of one device", "FW-A # show firewall policy\n", "FW-A (policy) # show\n", false],
    ["prompts of another machine", "ops@jump$ ssh fw-a\n", "FW-A # show firewall policy\n", false],
    [
      "a second name",
      "config system global\nset hostname FW-A\nend\n",
      'config system global\nset hostname "FW-B"\nend\n',
      true,
    ],
    [
      "a name twice",
      "config system global\nset hostname FW-A\nend\n",
      'config system global\nset hostname "FW-A"\nend\n',
      false,
    ],
  ])("with %s leave the whole device open or not", (_, first, second, isOpen) => {
    const policies = "config firewall policy\nend\n";
    const { devices, codes } = read(first + policies + second + policies);
    expect(codes.some((code) => code.endsWith("fortigate/second-configuration"))).toBe(isOpen);
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(isOpen);
  });

  it.each([
    ["one row", ["FW # show firewall policy 5"], true],
    ["one row, after the name of its VDOM", ["FW # sudo ot show firewall policy 5"], true],
    ["one row, and later all", ["FW # show firewall policy 5", "FW # show firewall policy"], false],
    ["one row, and later everything", ["FW # show firewall policy 5", "FW # show full-configuration"], false],
    ["one row of objects", ["FW # show firewall address scada01"], false],
    ["one row of texts", ["FW # show system replacemsg-image logo"], false],
    ["what was looked for", ["FW # show firewall policy | grep -f scada01"], true],
    ["what was looked for in everything", ["FW # show | grep -f scada01"], true],
    ["the row that is open", ["FW # config firewall policy", "FW (policy) # edit 5", "FW (5) # show"], true],
    ["one row of the table that is open", ["FW # config firewall policy", "FW (policy) # show 5", "end"], true],
    ["the table that is open", ["FW # config firewall policy", "FW (policy) # show", "end"], false],
    ["the VDOM that is open", ["FW # config vdom", "FW (vdom) # edit root", "FW (root) # show", "end"], false],
    ["all of a table", ["FW # show full-configuration firewall policy"], false],
    ["no configuration", ["FW # get system status | grep Version"], false],
    ["lines that were looked for", ["config system zone", 'edit "ot" <---', "next", "end"], true],
    ["arrows in a comment", ["config system zone", 'edit "ot"', 'set description "in <---"', "next", "end"], false],
  ])("that show %s leave the whole device open or not", (_, lines, isOpen) => {
    const { codes, devices } = read(`${lines.join("\n")}\nconfig firewall policy\nend\n`);
    expect(codes.some((code) => code.endsWith("fortigate/part-of-table"))).toBe(isOpen);
    if (isOpen) expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(true);
  });

  it.each(["delete 3", "move 3 before 1", "move 1 after 3", "rename 3 to 4", "clone 3 to 4"])(
    "that %s where no row 3 is change another configuration, unless a device wrote them",
    (statement) => {
      const script = `config firewall policy\nedit 1\nset action deny\nnext\n${statement}\nend\n`;
      const isOpen = (text: string) => read(text).devices[0]?.doubts.some(({ scope }) => scope === "device");
      const other = script.replace("next", "next\nedit 3\nset action deny\nnext");
      expect([script, HEADER + script, other].map(isOpen)).toEqual([true, false, false]);
    },
  );

  it("without a header are taken to be whole, and say so", () => {
    const text = "config firewall policy\nend\n";
    expect([text, HEADER + text].map((one) => read(one).devices[0]?.wholeness)).toEqual(["no-bounds", undefined]);
  });

  it("of which two VDOMs were shown from outside leave the whole device open", () => {
    const shown = ["root", "ot"].map((name) => `FW # sudo ${name} show firewall policy\nconfig firewall policy\nend\n`);
    expect(read(shown.join("")).codes.some((code) => code.endsWith("second-configuration"))).toBe(true);
  });

  it("in YAML are told as such", () => {
    const text = `${HEADER}firewall_policy:\n  - 1:\n      action: accept\n`;
    const diagnostics = new Diagnostics();
    const file = { path: "fw-edge.conf", text, encoding: "utf-8", sha256: "" } as const;
    FORTIGATE.parse(file, { platform: "fortios", confidence: 1, reasons: [] }, diagnostics);
    expect(diagnostics.all().map(({ help }) => help?.includes("yaml-config"))).toEqual([true]);
  });

  it("without a section of FortiOS are no configuration", () => {
    expect(read("# nothing here\n").codes).toContain("1 fortigate/no-configuration");
  });

  it.each([
    ["router policy", true],
    ["system link-monitor", true],
    ["user local", false],
  ])("a row of %s that lost its first line leaves the device open, or not", (name, isOpen) => {
    const { devices, codes } = read(
      `${HEADER}config ${name}\n        set status enable\n    next\nend\nconfig firewall policy\nend\n`,
    );
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(isOpen);
    expect(codes).toContain("4 fortigate/unbalanced-end");
  });

  it.each([
    ["router policy", 1],
    ["vpn ipsec phase1-interface", 1],
    ["system link-monitor", 1],
    ["firewall ttl-policy", 1],
    ["user local", 0],
    ["system password-policy", 0],
  ])("a line of %s that begins with no verb may be one on which packets depend, or not", (name, count) => {
    const text = `${HEADER}config ${name}\n    edti 1\n        set status enable\nend\nconfig firewall policy\nend\n`;
    const { devices, codes } = read(text);
    const found = devices[0]?.doubts.filter(({ scope, reason }) => scope === "device" && reason.includes("edti"));
    expect(found).toHaveLength(count);
    expect(codes.some((code) => code.endsWith("fortigate/unknown-statement"))).toBe(count > 0);
  });
});
