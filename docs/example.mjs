/** Prints the pairs that are not proved, and what is open: `node docs/example.mjs plant/`. */
import { check } from "zoneproof";

const paths = process.argv.slice(2);
const { report, exitCode } = await check({ paths, failOn: "critical" });
for (const { from, to, verdict } of report.pairs) {
  if (verdict !== "proved") console.log(`${from} -> ${to}: ${verdict}`);
}
for (const { status, severity, check: id, message } of report.findings) {
  if (status === "open") console.log(`${severity} ${id}: ${message}`);
}
process.exitCode = exitCode;
