/** What `trace` tells of packets that a bridge may stop whose place between hosts and routers is not in the files. */
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { readPacketText } from "../../src/read/packet-text.js";
import { Tracer } from "../../src/run/trace.js";
import { parse } from "../parsers/cisco/site.js";

const ROUTER = `version 15.2
hostname core
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.255.0
line con 0
end
`;

/** A transparent ASA whose list lets web servers be reached both ways. */
const BRIDGE = `: Saved
ASA Version 9.14(2)
firewall transparent
hostname guard
interface GigabitEthernet0/0
 nameif inside
 bridge-group 1
 security-level 100
interface GigabitEthernet0/1
 nameif outside
 bridge-group 1
 security-level 0
interface BVI1
 ip address 10.1.0.9 255.255.255.0
access-list WEB extended permit tcp any any eq 80
access-group WEB in interface outside
access-group WEB in interface inside
Cryptochecksum:0
: end
`;

function traced(texts: readonly string[], packet: string) {
  const diagnostics = new Diagnostics();
  const request = readPacketText(packet, "--packet", diagnostics);
  if (request === undefined) throw new Error(`no packet: ${packet}`);
  return new Tracer(texts.map((text) => parse(text).device)).trace(request, diagnostics);
}

describe("a packet past a bridge", () => {
  const SSH = "tcp 10.2.0.9:40000 -> 10.1.0.5:22";

  it("that stops it wherever it stands does not surely arrive", () => {
    expect(traced([ROUTER], SSH).verdict).toBe("permit");
    const found = traced([ROUTER, BRIDGE], SSH);
    expect(found.verdict).toBe("unknown");
    expect(found.notes).toContain(
      "guard is a bridge between inside, outside: where in the plant it stands is not in the files",
    );
  });

  it("that lets it pass either way round arrives", () => {
    expect(traced([ROUTER, BRIDGE], SSH.replace(":22", ":80")).verdict).toBe("permit");
  });
});
