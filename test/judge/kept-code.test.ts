/** What V8 made of the policies: the same module where it is of this V8 and these policies, else none. */
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { describe, expect, test } from "vitest";
import { bundleOf, loadPolicyLoader, readCompiled } from "../../src/judge/bundle.js";
import { keepCode, recallModule } from "../../src/judge/kept-code.js";
import { holdYoungHeap, releaseYoungHeap } from "../../src/source/young-heap.js";
import { PAIR } from "./facts.js";

const wasm = readFileSync(new URL("../../policies/compiled/policies.wasm", import.meta.url));
const told = keepCode(wasm, Number.parseInt(process.versions.v8, 10));
const kept = told ?? Buffer.from("nothing kept");

test.runIf(told === undefined)(`V8 ${process.versions.v8} does not tell the code of the policies: none is kept`, () => {
  expect(recallModule(wasm, kept)).toBeUndefined();
});

describe.runIf(told !== undefined)("the kept code of the policies", () => {
  test("says what they say without it", async () => {
    const policies = readCompiled();
    const load = await loadPolicyLoader();
    const [plain, again] = [undefined, kept].map((code) => {
      const { code: _built, ...others } = policies;
      return bundleOf({ ...others, ...(code !== undefined && { code }) }, load).open(10_000);
    });
    const said = plain?.evaluate("pair", PAIR());
    expect(said).not.toEqual([]);
    expect(again?.evaluate("pair", PAIR())).toEqual(said);
  });

  test("makes a module", () => {
    expect(recallModule(wasm, kept)).toBeDefined();
  });

  test.each([
    ["of other policies", () => Buffer.concat([wasm.subarray(0, 8), Buffer.from([0, 2, 1, 120])]), kept],
    ["cut short", () => wasm, kept.subarray(0, -1)],
    ["damaged", () => wasm, kept.map((byte, place) => (place === 5000 ? byte ^ 1 : byte))],
    ["cut within its head", () => wasm, kept.subarray(0, 20)],
    ["of nothing that is known", () => wasm, Buffer.from("something else")],
    ["empty", () => wasm, Buffer.alloc(0)],
  ])("is not used where it is %s", (_, policies, code) => {
    expect(recallModule(policies(), code)).toBeUndefined();
  });

  test("is not used under other flags", () => {
    setFlagsFromString("--no-wasm-dynamic-tiering");
    expect(recallModule(wasm, kept)).toBeUndefined();
    setFlagsFromString("--wasm-dynamic-tiering");
    expect(recallModule(wasm, kept)).toBeDefined();
  });

  test("is used while the heap is held small, which is a flag too", () => {
    holdYoungHeap();
    const module = recallModule(wasm, kept);
    releaseYoungHeap();
    expect(module).toBeDefined();
  });
});
