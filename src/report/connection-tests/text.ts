/** Connection tests as a list for people. */
import type { ConnectionTest } from "../../facts/connection-tests.js";
import { visible } from "../../source/visible.js";
import { count } from "../summary.js";

const CONFIGURED: Readonly<Record<ConnectionTest["configured"], string>> = {
  passes: "let it pass",
  stops: "stop it",
  open: "leave it open",
};

/** By pair of zones, those with a conduit first. @param unmade pairs that are too entangled to choose packets for. */
export function renderConnectionTests(tests: readonly ConnectionTest[], unmade: readonly string[]): string {
  const working = tests.filter(({ must }) => must === "work").length;
  const lines = [
    `${count(tests.length, "connection test")}: ${working} must work, ${tests.length - working} must not`,
    "Start each from its source, while nothing else stands between; a service that does not run answers nothing either.",
  ];
  for (const [head, own] of byPair(tests)) lines.push("", head, ...own.flatMap(testLines));
  if (unmade.length > 0) lines.push("", `no tests, too entangled: ${unmade.join(", ")}`);
  return `${lines.map(visible).join("\n")}\n`;
}

/** Tests of one pair of zones under its head. */
export function byPair(tests: readonly ConnectionTest[]): ReadonlyMap<string, readonly ConnectionTest[]> {
  const pairs = new Map<string, ConnectionTest[]>();
  const sorted = [
    ...tests.filter((one) => one.conduit !== undefined),
    ...tests.filter((one) => one.conduit === undefined),
  ];
  for (const test of sorted) {
    const head = `${test.from} -> ${test.to} (${test.conduit === undefined ? "no conduit" : `conduit ${test.conduit}`})`;
    pairs.set(head, [...(pairs.get(head) ?? []), test]);
  }
  return pairs;
}

function testLines(test: ConnectionTest): string[] {
  const { must, why, packet, source, destination, foreign, foreign_source: isForeign, configured } = test;
  const ends = [
    source === undefined ? "" : `from ${source}`,
    isForeign === undefined ? "" : "from a host of your own there",
    destination === undefined ? "" : `to ${destination}`,
    foreign === undefined ? "" : "to a host of your own there: this address is somebody else's",
  ].filter((part) => part !== "");
  const named = ends.length === 0 ? "" : ` (${ends.join(" ")})`;
  return [
    `  must ${must === "work" ? "work" : "fail"}  ${packet.text}${named}`,
    `             ${why}; the configurations ${CONFIGURED[configured]}`,
  ];
}
