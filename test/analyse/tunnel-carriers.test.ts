/** Whether a tunnel between two given routers is surely up: both ends travel in the same packets, and these get through. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { plan, zone } from "./device-builder.js";

interface End {
  readonly tunnel?: string;
  readonly crypto?: string;
  readonly passes: string;
}

/** A router between its own network and 10.2.0.0/24, whose list there takes the packets of the tunnel alone. */
function router(name: string, number: 1 | 9, { tunnel = "", crypto = "", passes }: End): string {
  const other = 10 - number;
  return `version 15.7
hostname ${name}
interface GigabitEthernet0/0
 ip address 10.10.${number}.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.2.0.${number} 255.255.255.0
 ip access-group WAN in
 ip access-group CLOSED out
interface Tunnel0
 ip address 10.8.0.${number} 255.255.255.0
 tunnel source GigabitEthernet0/1
 tunnel destination 10.2.0.${other}
${tunnel}
${crypto}
ip route 10.10.${other}.0 255.255.255.0 10.8.0.${other}
ip access-list extended WAN
${passes}
ip access-list extended CLOSED
 deny ip any any
end
`;
}

const IPSEC = " tunnel mode ipsec ipv4\n tunnel protection ipsec profile P";
const set = (transforms: string, name = "T") => `crypto ipsec transform-set ${name} ${transforms}`;
const PROFILE = "crypto ipsec profile P\n set transform-set T";
const [GRE, ESP, AH] = ["gre", "esp", "ahp"].map((one) => ` permit ${one} any any\n permit udp any any eq 500`);

const WITH_ESP = { tunnel: IPSEC, crypto: `${set("esp-aes esp-sha-hmac")}\n${PROFILE}` };
const WITH_AH = { tunnel: IPSEC, crypto: `${set("ah-sha-hmac esp-aes")}\n${PROFILE}` };
const BOTH = `${set("ah-sha-hmac")}\n${set("esp-aes", "U")}\n${PROFILE} U`;

const TRAPS: readonly { trap: string; ends: readonly [End, End?]; verdict: string }[] = [
  { trap: "GRE that gets through", ends: [{ passes: GRE ?? "" }], verdict: "violated" },
  { trap: "GRE that is filtered on the way in", ends: [{ passes: ESP ?? "" }], verdict: "unproved" },
  {
    trap: "GRE of two keys: neither end takes what the other sends",
    ends: [
      { tunnel: " tunnel key 5", passes: GRE ?? "" },
      { tunnel: " tunnel key 6", passes: GRE ?? "" },
    ],
    verdict: "unproved",
  },
  { trap: "GRE of one key", ends: [{ tunnel: " tunnel key 5", passes: GRE ?? "" }], verdict: "violated" },
  {
    trap: "GRE that is protected at one end only",
    ends: [
      { passes: `${GRE}\n${ESP}` },
      { tunnel: " tunnel protection ipsec profile P", crypto: WITH_ESP.crypto, passes: `${GRE}\n${ESP}` },
    ],
    verdict: "unproved",
  },
  { trap: "IPsec in ESP where ESP gets through", ends: [{ ...WITH_ESP, passes: ESP ?? "" }], verdict: "violated" },
  { trap: "IPsec in AH where only ESP gets through", ends: [{ ...WITH_AH, passes: ESP ?? "" }], verdict: "unproved" },
  { trap: "IPsec in AH where AH gets through", ends: [{ ...WITH_AH, passes: AH ?? "" }], verdict: "violated" },
  {
    trap: "transforms that the other end does not have",
    ends: [
      { ...WITH_ESP, passes: ESP ?? "" },
      { tunnel: IPSEC, crypto: `${set("esp-3des esp-md5-hmac")}\n${PROFILE}`, passes: ESP ?? "" },
    ],
    verdict: "unproved",
  },
  {
    trap: "transforms of which the other end has one, in another order",
    ends: [
      { ...WITH_ESP, passes: ESP ?? "" },
      {
        tunnel: IPSEC,
        crypto: `${set("esp-3des")}\n${set("esp-sha-hmac esp-aes", "U")}\n${PROFILE} U`,
        passes: ESP ?? "",
      },
    ],
    verdict: "violated",
  },
  {
    trap: "a profile with transforms of both: which of them is agreed on is not in the file",
    ends: [{ tunnel: IPSEC, crypto: BOTH, passes: `${ESP}\n${AH}` }],
    verdict: "unproved",
  },
  {
    trap: "the profile that the device has by itself is one of ESP",
    ends: [{ tunnel: IPSEC.replace("profile P", "profile default"), passes: ESP ?? "" }],
    verdict: "violated",
  },
];

describe("tunnels between two routers", () => {
  it.each(TRAPS)("$trap: $verdict", async ({ ends: [one, other = one], verdict }) => {
    const diagnostics = new Diagnostics();
    const texts = [router("r1", 1, one), router("r9", 9, other)];
    const parsed = await Promise.all(
      texts.map((text, index) =>
        parseInput({ path: `configs/${index}.cfg`, text, encoding: "utf-8", sha256: "" }, diagnostics),
      ),
    );
    const devices = parsed.flatMap((file) => (file.kind === "parsed" ? file.devices : []));
    const plant = resolvePlant(devices, plan([zone("a 10.10.1.0/24"), zone("b 10.10.9.0/24")]));
    const { pairs } = buildFacts(plant, analysePlant(plant));
    expect(pairs.find((pair) => pair.from.id === "a" && pair.to.id === "b")?.verdict).toBe(verdict);
  });
});
