/** For tests: traps as rows, input text → packets permitted. */
import { expect } from "vitest";
import { parseText, walk } from "./walk.js";

/** `INGRESS>EGRESS PACKET`; `self` as egress is the firewall. */
export interface Trap<Given> {
  readonly trap: string;
  readonly given: Given;
  readonly permits?: readonly string[];
  readonly denies?: readonly string[];
  readonly unknown?: readonly string[];
  /** Every code that is said, each once. */
  readonly codes?: readonly string[];
}

/** Asks every packet of a row. @param asOf minutes of `source/wall-clock`. */
export function expectVerdicts(text: string, of: Omit<Trap<unknown>, "trap" | "given">, asOf?: number): void {
  const { device, codes } = parseText(text, "fw-edge.xml", asOf);
  const answer = (line: string): string => {
    const [way = "", ...sent] = line.split(" ");
    const [ingress = "", egress = ""] = way.split(">");
    return `${line}: ${walk(device, sent.join(" "), ingress, egress)}`;
  };
  const { permits = [], denies = [], unknown = [] } = of;
  expect([...permits, ...denies, ...unknown].map(answer)).toEqual([
    ...permits.map((line) => `${line}: permit`),
    ...denies.map((line) => `${line}: deny`),
    ...unknown.map((line) => `${line}: unknown`),
  ]);
  expect([...new Set(codes)]).toEqual(of.codes ?? []);
}
