/** The version of the installed package. */
import { readFileSync } from "node:fs";
import { packageRoot } from "../source/package-root.js";

/** As `package.json` gives it. */
export function readVersion(): string {
  const read: unknown = JSON.parse(readFileSync(new URL("package.json", packageRoot()), "utf8"));
  if (typeof read === "object" && read !== null && "version" in read) return String(read.version);
  throw new Error("package.json has no version");
}
