import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeText } from "../../src/cli/streams.js";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-streams-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("writeText", () => {
  it("writes a file whole, and leaves nothing beside it", async () => {
    const file = join(folder, "report.json");
    writeFileSync(file, "the old one, longer than what comes\n");
    await writeText("new\n", file);
    expect(readFileSync(file, "utf8")).toBe("new\n");
    expect(readdirSync(folder)).toEqual(["report.json"]);
  });

  it("writes through a link and leaves the link", async () => {
    const link = join(folder, "latest.json");
    symlinkSync("report.json", link);
    await writeText("through\n", link);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "report.json"), "utf8")).toBe("through\n");
  });

  it.runIf(process.platform !== "win32")("does not put a file in the place of a pipe", async () => {
    const pipe = join(folder, "pipe");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "ignore"] });
    // Read from the start: what nobody reads is thrown away when the process ends.
    const read = reader.stdout.toArray();
    await writeText("piped\n", pipe);
    expect((await read).join("")).toBe("piped\n");
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it.each([
    ["a folder that is not there", "missing/report.json", /cannot be written: there is no folder .*missing$/],
    ["a folder in its place", ".", /cannot be written: it is a folder$/],
    ["a place where nothing can be", "/proc/report.json", /cannot be written: nothing can be written there$/],
  ])("says what is wrong with %s", async (_, path, why) => {
    await expect(writeText("x", path.startsWith("/") ? path : join(folder, path))).rejects.toThrow(why);
  });

  it.skipIf(process.getuid?.() === 0)("leaves the old file where it may not write (root may everywhere)", async () => {
    const file = join(folder, "kept.json");
    writeFileSync(file, "kept\n");
    chmodSync(folder, 0o555);
    await expect(writeText("x", file)).rejects.toThrow("cannot be written: no permission to write there");
    chmodSync(folder, 0o755);
    expect(readFileSync(file, "utf8")).toBe("kept\n");
  });
});

describe("an input that cannot be looked at", () => {
  it.each([
    ["a link to itself", () => symlinkSync("circle.cfg", join(folder, "circle.cfg")), "circle.cfg"],
    ["a name that is too long", () => undefined, "x".repeat(300)],
  ])("is no bug: %s", (_, make, name) => {
    make();
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["dist/src/cli/main.js", "check", join(folder, name), "-o", "-"],
      { encoding: "utf8" },
    );
    expect({ status, stderr: stderr.includes("bug") }).toEqual({ status: 3, stderr: false });
    expect(stdout).toContain("NOT ANALYSED");
  });
});

describe.skipIf(!existsSync("/dev/full"))("a full disk behind standard output", () => {
  it("is told in a line, and by the code of what cannot be written", () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, ["dist/src/cli/main.js", "--help"], {
      encoding: "utf8",
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "zoneproof: standard output cannot be written: ENOSPC\n" });
  });
});

describe.skipIf(!existsSync("/dev/full"))("standard error that cannot be written", () => {
  it("leaves the exit code as it is: an input that was not analysed is not told as findings", () => {
    const full = openSync("/dev/full", "w");
    const { status } = spawnSync(
      process.execPath,
      ["dist/src/cli/main.js", "check", "nowhere.cfg", "--format", "csv"],
      {
        stdio: ["ignore", "ignore", full],
      },
    );
    closeSync(full);
    expect(status).toBe(3);
  });
});

describe.skipIf(process.platform === "win32")("a report for /dev/stdout", () => {
  it("goes through the pipe that it is", () => {
    const { status, stdout } = spawnSync(
      "bash",
      ["-c", `${process.execPath} dist/src/cli/main.js zones graph samples/halden-pack/weak -o /dev/stdout | cat`],
      { encoding: "utf8" },
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^flowchart/);
  });
});

describe.skipIf(process.platform === "win32")("a folder that is gone", () => {
  it("is told, and is no bug", () => {
    const main = join(process.cwd(), "dist/src/cli/main.js");
    const gone = join(folder, "gone");
    const script = `mkdir ${gone} && cd ${gone} && rmdir ${gone} && ${process.execPath} ${main} check plant`;
    const { status, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toContain("zoneproof: the folder this runs in is not there any more");
  });
});

describe("a reader that stops reading", () => {
  it("is not told as a run in which all is good", async () => {
    const check = spawn(
      process.execPath,
      ["dist/src/cli/main.js", "check", "samples/halden-pack/weak", "--format", "json"],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    check.stdout.destroy();
    const code = await new Promise((resolve) => check.on("exit", resolve));
    expect(code).toBe(141);
  });
});

describe.skipIf(spawnSync("bash", ["--version"]).status !== 0)("a pipe that a shell hands over as a file", () => {
  it("is read as one", () => {
    const check = "dist/src/cli/main.js parse --stats <(cat test/fixtures/cisco/cut-off.cfg)";
    const { stdout } = spawnSync("bash", ["-c", `${process.execPath} ${check}`], { encoding: "utf8" });
    expect(stdout).toContain('"vendor":"cisco","platform":"ios","lines":10');
  });
});
