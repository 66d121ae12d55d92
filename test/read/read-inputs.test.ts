import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { readInputs } from "../../src/read/read-inputs.js";

let root = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "zoneproof-read-"));
  const folder = (path: string) => mkdirSync(join(root, path), { recursive: true });
  const file = (path: string, content: string | Uint8Array) => writeFileSync(join(root, path), content);
  folder("plant/configs/deep");
  folder("plant/.git");
  folder("empty");
  file("plant/zones.yaml", "version: 1\n");
  file("plant/README.md", "# The plant\n");
  file("plant/plan.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47]));
  file("plant/.git/config", "[core]\n");
  file("plant/configs/zones.yaml", "not at the top\n");
  file("plant/configs/fw-edge.conf", "config system global\n");
  file("plant/configs/deep/core-1.cfg", "hostname core-1\n");
  file("plant/configs/blank.txt", " \n");
  symlinkSync("..", join(root, "plant/configs/loop"));
  symlinkSync("fw-edge.conf", join(root, "plant/configs/same.conf"));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function read(...paths: string[]) {
  const diagnostics = new Diagnostics();
  const readStdin = async () => Buffer.from("hostname from-stdin\n");
  const set = await readInputs(
    { paths: paths.map((path) => (path === "-" ? "-" : join(root, path))), readStdin },
    diagnostics,
  );
  const short = (path: string) => path.replace(`${root}/`, "");
  return {
    set,
    files: set.files.map(({ file, folder }) => [short(file.path), folder === undefined ? "named" : short(folder)]),
    skipped: set.skipped.map(({ path, why }) => [short(path), why]),
    failed: set.failed.map(({ path }) => short(path)),
    maps: set.maps.map(short),
    codes: diagnostics.all().map(({ code, at, message }) => [code, short(at.file), message]),
  };
}

describe("readInputs", () => {
  it("reads a folder with all below it, sorted, each file once, links that go in circles included", async () => {
    const { files, maps, failed } = await read("plant");
    expect(files).toEqual([
      ["plant/README.md", "plant"],
      ["plant/configs/deep/core-1.cfg", "plant"],
      ["plant/configs/fw-edge.conf", "plant"],
      ["plant/configs/zones.yaml", "plant"],
    ]);
    expect(maps).toEqual(["plant/zones.yaml"]);
    expect(failed).toEqual([]);
  });

  it("lists what it skips in a folder, with the reason", async () => {
    const { skipped, codes } = await read("plant");
    expect(skipped).toEqual([
      ["plant/.git", "not looked into"],
      ["plant/configs/blank.txt", "nothing in it"],
      ["plant/plan.png", "a PNG picture"],
    ]);
    expect(codes).toEqual(skipped.map(([path, why]) => ["read/skipped", path, `skipped, not a configuration: ${why}`]));
  });

  it.runIf(process.platform !== "win32")(
    "does not wait for a pipe in a folder, and says that it lies there",
    async () => {
      const pipe = join(root, "empty/pipe.cfg");
      expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
      const { skipped } = await read("empty");
      rmSync(pipe);
      expect(skipped).toEqual([["empty/pipe.cfg", "not looked into"]]);
    },
  );

  it("takes a named file as named, under the path that was given, and not again with its folder", async () => {
    const { files } = await read("plant/configs/fw-edge.conf", "plant/configs");
    expect(files.filter(([path]) => path?.endsWith(".conf"))).toEqual([["plant/configs/fw-edge.conf", "named"]]);
  });

  it("reads the same whatever the order of the paths", async () => {
    const paths = [
      "plant/configs/fw-edge.conf",
      "-",
      "plant",
      "plant/configs/blank.txt",
      "plant/configs/deep",
      "no-such",
    ];
    const { set, codes, ...read1 } = await read(...paths);
    const { set: set2, codes: codes2, ...read2 } = await read(...paths.toReversed());
    expect(set2).toEqual(set);
    expect(codes2).toEqual(codes);
    expect(read2).toEqual(read1);
    expect(read1.files.map(([path]) => path)).toEqual(read1.files.map(([path]) => path).toSorted());
  });

  it("hashes the bytes as read", async () => {
    const { set } = await read("plant/configs/deep/core-1.cfg");
    expect(set.files[0]?.file.sha256).toBe("0735005cc3a410c15f533a2e94707cbd1976fb1f9bf49eee2d4a9f2351b64453");
  });

  it("reads standard input as a named file", async () => {
    const { set, files } = await read("-");
    expect(files).toEqual([["-", "named"]]);
    expect(set.files[0]?.file.text).toBe("hostname from-stdin\n");
  });

  it.each([
    [
      "a file that is not there",
      "plant/missing.conf",
      "read/unreadable",
      "this file cannot be read: there is no such file",
    ],
    ["a picture", "plant/plan.png", "read/binary", "this is a PNG picture, not a text file"],
    ["an empty file", "plant/configs/blank.txt", "read/empty", "this file is empty"],
  ])("reports %s that was named", async (_, path, code, message) => {
    const { failed, codes, files } = await read(path, "plant/configs/fw-edge.conf");
    expect(codes).toEqual([[code, path, message]]);
    expect(failed).toEqual([path]);
    expect(files).toEqual([["plant/configs/fw-edge.conf", "named"]]);
  });

  it("never skips a text whose letters it cannot tell, in a folder as little as by name", async () => {
    const path = join(root, "plant/configs/windows.cfg");
    writeFileSync(path, Buffer.from(`${"hostname core-1\n".repeat(20)}! Halle \u2013 Nord\n`, "utf16le"));
    const [inFolder, byName] = [await read("plant"), await read("plant/configs/windows.cfg")];
    rmSync(path);
    const message = expect.stringMatching(/^this file cannot be read: it is UTF-16 without .*, and line 21 .*UTF-8/);
    for (const { failed, codes } of [inFolder, byName]) {
      expect(failed).toEqual(["plant/configs/windows.cfg"]);
      expect(codes).toContainEqual(["read/unreadable", "plant/configs/windows.cfg", message]);
    }
  });

  it.each([
    ["empty", "", "this file is empty"],
    ["binary", new Uint8Array([0x23, 0x46, 0x47, 0x42, 0, 1, 2, 0]), "this is binary data, not a text file"],
  ])(
    "never skips an %s file that is called as exports are: what the device lets pass is missing",
    async (_, bytes, message) => {
      const path = join(root, "plant/configs/fw-2.conf");
      writeFileSync(path, bytes);
      const { failed, codes } = await read("plant");
      rmSync(path);
      expect(failed).toEqual(["plant/configs/fw-2.conf"]);
      expect(codes).toContainEqual([expect.stringMatching(/^read\//), "plant/configs/fw-2.conf", message]);
    },
  );

  it("gives a folder with nothing in it as a folder", async () => {
    const { set, files } = await read("empty");
    expect(files).toEqual([]);
    expect(set.folders).toEqual([join(root, "empty")]);
  });

  it.skipIf(process.getuid?.() === 0)("never skips what it may not read (as root everything can be read)", async () => {
    const path = join(root, "plant/configs/secret.cfg");
    writeFileSync(path, "hostname secret\n");
    chmodSync(path, 0o000);
    const { failed, codes } = await read("plant");
    rmSync(path);
    expect(failed).toEqual(["plant/configs/secret.cfg"]);
    expect(codes).toContainEqual([
      "read/unreadable",
      "plant/configs/secret.cfg",
      "this file cannot be read: no permission to read it",
    ]);
  });

  it("refuses a text that is larger than any configuration, and does not read it", async () => {
    writeFileSync(join(root, "endless.log"), "hostname core-1\n".repeat(5000));
    truncateSync(join(root, "endless.log"), 257 * 1024 * 1024);
    const { set, codes } = await read("endless.log");
    expect(codes).toEqual([
      ["read/too-large", "endless.log", "this file cannot be read: 257 MiB, and the limit is 256 MiB"],
    ]);
    expect(set.files).toEqual([]);
  });
});
