/** Whether a change may go through, and why not (design 8). */
import type { KnownFacts, PairChangeFacts, ShiftFacts } from "../../facts/change.js";
import type { DiffResult, GateReason } from "../../report/diff/result.js";
import { courseText, shiftSign, toldShifts } from "../../report/diff/words.js";
import { EXIT } from "../exit-code.js";

/** `new`: nothing new that is wrong or open; `change`: no packet changes at all, and that is proved. */
export const DIFF_FAIL_ON = ["new", "change", "never"] as const;
export type DiffFailOn = (typeof DIFF_FAIL_ON)[number];

type Judged = Pick<DiffResult, "hasMap" | "pairs" | "devices" | "findings"> & {
  readonly outcome: keyof typeof CHANGE | "same";
};

/** Every reason; none: it may go through. */
export function gateReasons(result: Judged, failOn: DiffFailOn): GateReason[] {
  if (failOn === "never") return [];
  const change: GateReason[] =
    failOn === "change" && result.outcome !== "same" ? [{ kind: "change", message: CHANGE[result.outcome] }] : [];
  return [
    ...change,
    ...findingReasons(result),
    ...result.pairs.flatMap(pairReasons),
    // Without a map nothing is declared.
    ...(result.hasMap ? [] : deviceReasons(result)),
  ];
}

const CHANGE = { changed: "packets change", open: "that no packet changes is not proved" };

function findingReasons({ findings: { appeared, worse } }: Judged): GateReason[] {
  return [
    ...appeared.map(
      ({ severity, message, check }): GateReason => ({
        kind: "finding",
        message: `new finding (${severity}): ${message} [${check}]`,
      }),
    ),
    ...worse.map(
      ({ before, after }): GateReason => ({
        kind: "finding",
        message: `a finding became worse (${before.verdict} ${before.severity} to ${after.verdict} ${after.severity}): ${after.message} [${after.check}]`,
      }),
    ),
  ];
}

function pairReasons(pair: PairChangeFacts): GateReason[] {
  const { from, to, before, after, status, undeclared, flows } = pair;
  const name = `${from} -> ${to}`;
  const reasons: GateReason[] = undeclared.map((shift) => ({
    kind: "undeclared",
    message: `${name}: ${letThrough(shift)} that no conduit declares${isNew(shift) ? "" : " any more"}, such as ${packetOf(shift)}`,
  }));
  for (const { id, before: was, after: is, stopped_witness: packet } of flows) {
    const such = packet === undefined ? "" : `, such as ${packet.text}`;
    if (is === "blocked" && (was !== "blocked" || packet !== undefined))
      reasons.push({ kind: "blocked", message: `${name}: the declared flow ${id} is blocked${such}` });
    else if (is === "unknown" && was === "open")
      reasons.push({
        kind: "blocked",
        message: `${name}: that the declared flow ${id} gets through is not sure any more`,
      });
    else if (is !== undefined && packet !== undefined)
      reasons.push({ kind: "blocked", message: `${name}: a part of the declared flow ${id} is blocked${such}` });
  }
  if (before === "proved" && after !== undefined && after !== "proved")
    reasons.push({ kind: "unproved", message: `${name}: was proved, and is ${after}` });
  if (status === "undecided")
    reasons.push({ kind: "undecided", message: `${name}: the rules are too entangled for what changed to be found` });
  return reasons;
}

function deviceReasons({ devices }: Judged): GateReason[] {
  return devices.flatMap(({ device, status, courses }): GateReason[] => {
    if (status === "added") return [{ kind: "undeclared", message: `${device} is new: all that it lets through is` }];
    return courses.flatMap((told): GateReason[] => {
      const course = `${device}, ${courseText(told)}`;
      if (told.status === "undecided")
        return [{ kind: "undecided", message: `${course}: the rules are too entangled for what changed to be found` }];
      return toldShifts(told.shifts.filter(isMore)).map(({ shift }) => ({
        kind: "undeclared",
        message: `${course}: ${letThrough(shift)}, such as ${packetOf(shift)}`,
      }));
    });
  });
}

const ORDER: readonly KnownFacts[] = ["stopped", "open", "passes"];

/** Whether a shift lets more through. */
export function isMore({ before, after }: Pick<ShiftFacts, "before" | "after">): boolean {
  return ORDER.indexOf(before) < ORDER.indexOf(after);
}

/** Whether more of its packets pass than before; else what changed is that nothing declares them. */
function isNew(shift: ShiftFacts): boolean {
  return shiftSign(shift) === "+";
}

function letThrough(shift: ShiftFacts): string {
  const { before, after } = shift;
  const pass = after === "open" ? "packets may pass" : "packets pass";
  if (before === "elsewhere") return `${pass} now (between other zones before)`;
  if (!isNew(shift)) return `${pass} as before`;
  if (after === "open") return "packets may pass now";
  return before === "open" ? "packets that perhaps passed surely pass now" : "packets pass now";
}

function packetOf({ boxes }: ShiftFacts): string {
  return boxes[0]?.witness.text ?? "none that could be named";
}

/** As `check`: a map that cannot be used, then what was not analysed, then the gate. */
export function diffExitCode(result: DiffResult, mapFailed: boolean): number {
  const { before, after, gate, disagreements, outcome } = result;
  if (mapFailed) return EXIT.usage;
  const isBroken = [before, after].some(
    ({ inputs, diagnostics }) =>
      inputs.some(({ role }) => role === "failed") || diagnostics.some(({ severity }) => severity === "error"),
  );
  if (isBroken || outcome === "not-compared" || disagreements.length > 0) return EXIT.notAnalysed;
  return gate.length > 0 ? EXIT.findings : EXIT.clean;
}
