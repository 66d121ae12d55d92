/** Commands that devices enter by themselves: applets, scripts, lists of commands at a time. */
import { describe, expect, it } from "vitest";
import { asa } from "./asa-site.js";
import { xr } from "./iosxr-site.js";
import { nexus } from "./nxos-site.js";
import { parse, router } from "./site.js";

const LIST = "ip access-list extended A\n deny ip any any\n";

function doubtsOf(text: string): string[] {
  return parse(text).device.doubts.flatMap(({ scope, reason }) =>
    scope === "device" && reason.includes("enters commands by itself") ? [reason] : [],
  );
}

const applet = (...commands: readonly string[]) =>
  [
    "event manager applet NIGHT",
    ' event timer cron cron-entry "0 1 * * *"',
    ...commands.map((command, index) => ` action ${index + 1}.0 cli command "${command}"`),
  ].join("\n");

describe("commands that a device enters by itself", () => {
  it.each([
    ["an applet takes a list away", applet("enable", "conf t", "interface Gi0/0", "no ip access-group A in")],
    ["an applet opens an interface", applet("en", "configure terminal", "interface Gi0/2", "no shutdown")],
    ["an applet puts a file over what runs", applet("enable", "copy flash:open.cfg running-config")],
    ["an applet runs a script", applet("enable", "tclsh flash:open.tcl")],
    ["an applet applies a macro", applet("enable", "conf t", "interface Gi0/0", "macro apply OPEN")],
    ["an applet says its command at run time", applet("enable", "conf t", "$_cli_result")],
    [
      "an applet takes a list away in a loop",
      'event manager applet X\n event none\n action 1.0 foreach x "a b"\n  action 1.1 cli command "conf t"\n  action 1.2 cli command "no ip access-list extended A"\n action 1.3 end',
    ],
    ["a script is in no file", "event manager policy open.tcl type user"],
    [
      "commands at a time",
      "kron policy-list K\n cli configure replace flash:open.cfg force\nkron occurrence O at 1:00 recurring\n policy-list K",
    ],
  ])("IOS: %s", (_name, lines) => {
    expect(doubtsOf(router(`${LIST}${lines}`))).toHaveLength(1);
  });

  it.each([
    ["shows and stores", applet("enable", "show ip route", "write memory", "copy running-config tftp://10.1.0.9/r1")],
    [
      "configures what changes no packet",
      applet("enable", "conf t", "interface Gi0/0", "ip helper-address 10.1.0.9", "end"),
    ],
    ["says something", 'event manager applet X\n event syslog pattern "LINK"\n action 1.0 syslog msg "conf t"'],
    ["is of the system", "event manager policy Mandatory.go_bist.tcl type system"],
    ["saves at a time", "kron policy-list K\n cli write memory"],
  ])("IOS: one that %s leaves the device as it is", (_name, lines) => {
    expect(doubtsOf(router(`${LIST}${lines}`))).toEqual([]);
  });

  it("NX-OS: commands of applets have no quotes", () => {
    const text = (...commands: readonly string[]) =>
      nexus(
        `event manager applet X\n${commands.map((one, index) => `  action ${index}.0 cli ${one}`).join("\n")}\nip access-list A\n  deny ip any any`,
      );
    expect(doubtsOf(text("conf t", "interface ethernet1/1", "no ip access-group A in"))).toHaveLength(1);
    expect(doubtsOf(text("show clock ; conf t ; interface ethernet1/1 ; no ip access-group A in"))).toHaveLength(1);
    expect(doubtsOf(text("show ip route", "local copy running-config startup-config"))).toEqual([]);
  });

  it("NX-OS: the commands of a job stand as they are typed, up to the end of the job", () => {
    const text = (...commands: readonly string[]) =>
      nexus(
        `scheduler job name NIGHT\n${commands.join("\n")}\n\nend-job\n\nscheduler schedule name S\n  job name NIGHT\n  time daily 23:00\nip access-list A\n  deny ip any any`,
      );
    const closing = text("configure terminal", "interface Ethernet1/2", "ip access-group A out");
    expect(doubtsOf(closing)).toHaveLength(1);
    expect(parse(closing).device.forwarding.flatMap(({ egress }) => egress ?? [])).toEqual([]);
    expect(doubtsOf(text("conf t ; interface ethernet1/1 ; no ip access-group A in"))).toHaveLength(1);
    expect(doubtsOf(text("copy bootflash:open.cfg running-config"))).toHaveLength(1);
    const { device, codes } = parse(text("copy running-config tftp://192.0.2.1/n1.cfg vrf management"));
    expect(device.doubts).toEqual([]);
    expect(codes).not.toContain("cisco/unknown-statement");
    expect(device.forwarding.flatMap(({ ingress }) => ingress ?? [])).toContain("Ethernet1/1");
  });

  it("NX-OS: a job without its end may have taken in what stands behind it", () => {
    const reasons = (end: string) => {
      const job = `scheduler job name NIGHT\ncopy running-config bootflash:n1.cfg\n${end}`;
      const { device } = parse(nexus(`${job}ip route 192.0.2.0/24 198.51.100.1`));
      return device.doubts.flatMap(({ scope, reason }) => (scope === "device" ? [reason] : []));
    };
    expect(reasons("end-job\n")).toEqual([]);
    expect(reasons("")).toContain('where "scheduler job name NIGHT" ends is not in the file');
  });

  it("ASA: an applet configures without a command that begins it", () => {
    const text = (command: string) =>
      asa(`event manager applet X\n event timer countdown time 60\n action 0 cli command "${command}"\n output none`);
    expect(doubtsOf(text("no access-group OUT in interface outside"))).toHaveLength(1);
    expect(doubtsOf(text("clear configure access-group"))).toHaveLength(1);
    expect(doubtsOf(text("clear conn"))).toEqual([]);
    expect(doubtsOf(text("show memory"))).toEqual([]);
  });

  it("IOS-XR: a script is in no file", () => {
    expect(doubtsOf(xr("event manager policy open.tcl username u"))).toHaveLength(1);
    expect(
      doubtsOf(xr("event manager\n action A\n  username u\n  type script script-name open.py\n !\n!")),
    ).toHaveLength(1);
    expect(doubtsOf(xr("event manager\n event-trigger T\n  type timer watchdog seconds 60\n !\n!"))).toEqual([]);
    expect(doubtsOf(xr("appmgr\n process-script P\n  executable open.py\n !\n!"))).toHaveLength(1);
  });
});
