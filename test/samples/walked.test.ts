/** The verdicts of the sample plant against the evaluator that walks packets: witnesses really pass, nothing else does. */
import { beforeAll, describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { readPacketText } from "../../src/read/packet-text.js";
import type { CheckResult } from "../../src/report/result.js";
import { check } from "../../src/run/check.js";
import { openTracing, type Tracing } from "../../src/run/trace.js";

const FOLDER = "samples/halden-pack/weak";
const SERVICES = [
  "tcp 22",
  "tcp 80",
  "tcp 102",
  "tcp 443",
  "tcp 502",
  "tcp 3389",
  "tcp 44818",
  "udp 53",
  "udp 161",
  "udp 47808",
];

const readStdin = async () => new Uint8Array();
let result: CheckResult;
let tracing: Tracing;

beforeAll(async () => {
  ({ result } = await check({ paths: [FOLDER], readStdin, version: "0" }));
  tracing = await openTracing({ paths: [FOLDER], readStdin }, new Diagnostics());
}, 60_000);

function verdictOf(text: string, ingress?: string) {
  const diagnostics = new Diagnostics();
  const request = readPacketText(text.replace(/^(icmp6?|tcp|udp)(\/\d+)? /, "$1$2 "), "--packet", diagnostics);
  if (request === undefined) throw new Error(`no packet: ${text}`);
  const { verdict, disagreements } = tracing.trace(
    { ...request, ...(ingress === undefined ? {} : { ingress }) },
    diagnostics,
  );
  expect(disagreements).toEqual([]);
  return verdict;
}

/** One address of each network of a zone that is no device's. */
function hostsOf(zone: string): string[] {
  const networks = result.map?.zones.find(({ id }) => id === zone)?.networks ?? [];
  return networks.flatMap((network) => {
    const [, head, last] = /^(\d+\.\d+\.\d+\.)(\d+)/.exec(network) ?? [];
    return head === undefined ? [] : [`${head}${Number(last) + 5}`];
  });
}

describe("verdicts of the sample plant, walked", () => {
  it("every certain witness is permitted, by one of the interfaces it may come in by", () => {
    const witnesses = result.pairs.flatMap(({ carriers, paths }) => {
      const entrances = new Set(
        paths.flatMap(({ hops: [first] }) => (first ? [`${first.device}/${first.ingress}`] : [])),
      );
      return carriers.flatMap(({ excess }) =>
        excess?.certain === true ? [{ text: excess.witness.text, entrances: [...entrances] }] : [],
      );
    });
    expect(witnesses.length).toBeGreaterThan(50);
    const passes = (text: string, entrances: readonly string[]) =>
      verdictOf(text) === "permit" || entrances.some((entrance) => verdictOf(text, entrance) === "permit");
    expect(witnesses.filter(({ text, entrances }) => !passes(text, entrances))).toEqual([]);
  });

  it("of a proved pair without flows nothing is permitted", () => {
    const proved = result.pairs.filter(({ verdict, flows }) => verdict === "proved" && flows.length === 0);
    const packets = proved.flatMap(({ from, to }) =>
      hostsOf(from.id).flatMap((src) =>
        hostsOf(to.id).flatMap((dst) =>
          SERVICES.map((service) => {
            const [protocol, port] = service.split(" ");
            return `${protocol} ${src} -> ${dst}:${port}`;
          }),
        ),
      ),
    );
    expect(packets.length).toBeGreaterThan(200);
    expect(packets.filter((text) => verdictOf(text) === "permit")).toEqual([]);
  });

  it("every packet that reaches the administration of a device is permitted there", () => {
    // Where something declared reaches it and other packets only may, the witness is one of those.
    const witnesses = reached("reachable").flatMap(({ witness, undeclared }) =>
      witness === undefined || undeclared === "perhaps" ? [] : [witness.text],
    );
    // On a segment of several devices the walk does not know which one a host sends to.
    const verdicts = witnesses.map((text) => verdictOf(text));
    expect(verdicts.filter((verdict) => verdict === "permit").length).toBeGreaterThan(20);
    expect(witnesses.filter((_, index) => verdicts[index] === "deny")).toEqual([]);
  });

  it("of a zone that does not reach it nothing is permitted", () => {
    const packets = reached("not reachable").flatMap(({ zone, protocol, port, device }) =>
      hostsOf(zone.id).flatMap((src) => ownOf(device).map((dst) => `${protocol} ${src} -> ${dst}:${port}`)),
    );
    expect(packets.length).toBeGreaterThan(200);
    expect(packets.filter((text) => verdictOf(text) === "permit")).toEqual([]);
  });
});

/** What is said of the services of every device and each zone. */
function reached(verdict: string) {
  return result.devices.flatMap((device) =>
    device.management.flatMap(({ service, port = 0, reached_from }) =>
      reached_from
        .filter((one) => one.verdict === verdict)
        .map((one) => ({ ...one, device, port, protocol: service === "snmp" ? "udp" : "tcp" })),
    ),
  );
}

function ownOf({ interfaces }: CheckResult["devices"][number]): string[] {
  return interfaces
    .filter(({ enabled }) => enabled)
    .flatMap(({ networks }) => networks.filter((text) => !text.includes(":")).map((text) => text.split("/")[0] ?? ""));
}
