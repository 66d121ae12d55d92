/** Loaded into a measured process (`--import`): says its peak memory in KiB on the last line of standard error. */
process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
