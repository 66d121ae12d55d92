/** Golden files: whole reports as people read them. `npx vitest run -u` writes them again after a change that is meant. */
import { expect } from "vitest";

/** Compares with `test/golden/<name>`; a missing file is an error in CI. */
export async function expectGolden(name: string, text: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(`../golden/${name}`);
}
