import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import { readPath } from "../../../src/read/read-file.js";
import { readInputs } from "../../../src/read/read-inputs.js";
import { FOREIGN, type ZipMember, zipOf } from "./archives.js";

let root = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "zoneproof-archive-"));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const CONF = "config system global\nend\n";

type TarMember = Parameters<typeof packTar>[0][number];

function tarFile(name: string, text = CONF): TarMember {
  return { header: { name, size: Buffer.byteLength(text), type: "file" }, body: text };
}

async function tarOf(...members: readonly TarMember[]): Promise<Buffer> {
  return Buffer.from(await packTar(members));
}

function store(name: string, bytes: Uint8Array): string {
  mkdirSync(join(root, name, ".."), { recursive: true });
  writeFileSync(join(root, name), bytes);
  return name;
}

async function read(paths: readonly string[], stdin: Uint8Array = new Uint8Array()) {
  const diagnostics = new Diagnostics();
  const named = paths.map((path) => (path === "-" ? "-" : join(root, path)));
  const set = await readInputs({ paths: named, readStdin: async () => stdin }, diagnostics);
  const short = (path: string) => path.replace(`${root}/`, "");
  return {
    set,
    files: set.files.map(({ file, folder }) => [short(file.path), folder === undefined ? "named" : short(folder)]),
    skipped: set.skipped.map(({ path, why }) => [short(path), why]),
    failed: set.failed.map(({ path, why }) => [short(path), why]),
    maps: set.maps.map(short),
    archives: set.archives.map(({ path }) => short(path)),
    errors: diagnostics.all().filter(({ severity }) => severity === "error"),
  };
}

describe("archives as inputs", () => {
  it("takes what lies in a ZIP as what lies in a folder, under names that say where it is", async () => {
    const zip = zipOf([
      { name: "fw/" },
      { name: "fw/edge.conf", text: CONF },
      { name: "zones.yaml", text: "version: 1\n" },
      { name: ".git/config", text: "x" },
      { name: "plan.png", text: "\u0089PNG\0" },
    ]);
    const { files, maps, skipped, failed, archives, set } = await read([store("backup.zip", zip)]);
    expect(files).toEqual([["backup.zip!/fw/edge.conf", "backup.zip"]]);
    expect(maps).toEqual(["backup.zip!/zones.yaml"]);
    expect(skipped).toEqual([
      ["backup.zip!/.git/config", "not looked into"],
      ["backup.zip!/plan.png", "binary data"],
    ]);
    expect(failed).toEqual([]);
    expect(archives).toEqual(["backup.zip"]);
    expect(set.archives[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(set.archives[0]?.sha256).not.toBe(set.files[0]?.file.sha256);
  });

  it.each([
    ["backup.tar", (tar: Buffer) => tar],
    ["backup.tgz", (tar: Buffer) => gzipSync(tar)],
    ["backup.tar.gz", (tar: Buffer) => gzipSync(tar)],
  ])("reads %s", async (name, pack) => {
    const deep = `./${"deep/".repeat(40)}core-1.cfg`;
    const tar = await tarOf(
      { header: { name: "./", size: 0, type: "directory" } },
      tarFile("./edge.conf"),
      tarFile(deep),
    );
    const { files } = await read([store(name, pack(tar))]);
    expect(files).toEqual([
      [`${name}!/${"deep/".repeat(40)}core-1.cfg`, name],
      [`${name}!/edge.conf`, name],
    ]);
  });

  const long = `${"d/".repeat(60)}${"x".repeat(120)}.cfg`;
  it.each([
    ["descriptor.zip", ["a.cfg", "b.cfg"], []],
    ["zip64-central.zip", ["a.cfg", "b.cfg"], []],
    ["gnu.tgz", ["a.cfg", long], ["ln.cfg"]],
    ["pax.tgz", ["a.cfg", long, "zürich-名.cfg"], ["ln.cfg"]],
  ])("reads %s as another program wrote it", async (name, names, links) => {
    const { files, skipped, failed, set } = await read([store(name, Buffer.from(FOREIGN[name] ?? "", "base64"))]);
    expect(files).toEqual(names.map((one) => [`${name}!/${one}`, name]));
    expect(skipped.map(([path]) => path)).toEqual(links.map((one) => `${name}!/${one}`));
    expect(failed).toEqual([]);
    expect(set.files[0]?.file.text).toContain("permit ip any any");
    expect(set.files[1]?.file.text).toContain("deny ip any any");
  });

  it.each(["M", "S"])("refuses a tar with an entry of type %s, which may be a part of a file", async (kind) => {
    const tar = await tarOf(tarFile("whole.conf"), tarFile("part.conf"));
    const header = tar.subarray(1024, 1536);
    header.write(kind, 156);
    header.write("        ", 148);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const { files, failed } = await read([store(`parts-${kind}.tar`, tar)]);
    expect(files).toEqual([]);
    expect(failed).toEqual([[`parts-${kind}.tar`, expect.stringContaining("unpack it")]]);
  });

  it("finds the map of an archive that was made of one folder", async () => {
    const tar = await tarOf(tarFile("plant/zones.yaml", "version: 1\n"), tarFile("plant/configs/edge.conf"));
    const { files, maps } = await read([store("plant.tgz", gzipSync(tar))]);
    expect(maps).toEqual(["plant.tgz!/plant/zones.yaml"]);
    expect(files).toEqual([["plant.tgz!/plant/configs/edge.conf", "plant.tgz"]]);
  });

  it("takes one compressed file as named, and hashes both", async () => {
    const { files, set } = await read([store("edge.conf.gz", gzipSync(CONF))]);
    expect(files).toEqual([["edge.conf.gz!/edge.conf", "named"]]);
    expect(set.folders).toEqual([]);
    expect(set.archives).toHaveLength(1);
  });

  it("reads an archive from standard input", async () => {
    const { files } = await read(["-"], zipOf([{ name: "edge.conf", text: CONF }]));
    expect(files).toEqual([["-!/edge.conf", "-"]]);
    expect((await read(["-"], gzipSync(CONF))).files).toEqual([["-!/content", "named"]]);
  });

  it("keeps the map of an archive from standard input, which comes once", async () => {
    const members = [
      { name: "edge.conf", text: CONF },
      { name: "zones.yaml", text: "version: 1\n" },
    ];
    const { maps, set } = await read(["-"], zipOf(members));
    expect(maps).toEqual(["-!/zones.yaml"]);
    const kept = set.givenMaps.get("-!/zones.yaml");
    expect(kept?.kind === "text" && kept.file.text).toBe("version: 1\n");
  });

  it("opens in a folder what is called an archive, and no Office document", async () => {
    store("mixed/edge.conf.gz", gzipSync(CONF));
    store("mixed/list.docx", zipOf([{ name: "[Content_Types].xml", text: "<x/>" }]));
    const { files, skipped, failed } = await read(["mixed"]);
    expect(files).toEqual([["mixed/edge.conf.gz!/edge.conf", "mixed"]]);
    expect(skipped).toEqual([["mixed/list.docx", "a ZIP archive or an Office document"]]);
    expect(failed).toEqual([]);
    expect((await read(["mixed/list.docx"])).failed).toEqual([["mixed/list.docx", "it is an Office document"]]);
  });

  it("opens an archive in an archive, and none in that", async () => {
    const inner = gzipSync(CONF).toString("latin1");
    const one = await tarOf({
      header: { name: "edge.conf.gz", size: inner.length, type: "file" },
      body: gzipSync(CONF),
    });
    expect((await read([store("one.tar", one)])).files).toEqual([["one.tar!/edge.conf.gz!/edge.conf", "one.tar"]]);
    const twice = gzipSync(gzipSync(gzipSync(CONF)));
    const { failed, files } = await read([store("thrice.gz.gz.gz", twice)]);
    expect(files).toEqual([]);
    expect(failed).toEqual([
      ["thrice.gz.gz.gz!/thrice.gz.gz!/thrice.gz", "it is an archive within an archive within an archive: unpack it"],
    ]);
  });

  it("reads an entry by the name that outputs give it, once", async () => {
    store(
      "plant.zip",
      zipOf([
        { name: "zones.yaml", text: "version: 1\n" },
        { name: "fw/edge.conf", text: CONF },
      ]),
    );
    const outcome = await readPath(join(root, "plant.zip!/zones.yaml"));
    expect(outcome.kind === "text" && outcome.file.text).toBe("version: 1\n");
    const { files } = await read(["plant.zip!/fw/edge.conf", "plant.zip!/fw/edge.conf", "plant.zip"]);
    expect(files).toEqual([["plant.zip!/fw/edge.conf", "named"]]);
    expect((await read(["plant.zip!/nothing.conf"])).failed).toEqual([
      ["plant.zip!/nothing.conf", "the archive has no such entry"],
    ]);
    expect((await read(["none.zip!/nothing.conf"])).failed).toEqual([
      ["none.zip!/nothing.conf", "there is no such file"],
    ]);
  });
});

describe("archives that are made to do harm, or damaged", () => {
  const refused: readonly [string, readonly ZipMember[], string][] = [
    ["../edge.conf", [{ name: "../edge.conf", text: CONF }], "its name leads out of the archive"],
    ["a/../../edge.conf", [{ name: "a\\..\\..\\edge.conf", text: CONF }], "its name leads out of the archive"],
    ["etc/edge.conf", [{ name: "/etc/edge.conf", text: CONF }], "its name is an absolute path"],
    ["C:/edge.conf", [{ name: "C:\\edge.conf", text: CONF }], "its name is an absolute path"],
    ["fw/CON.conf", [{ name: "fw/CON.conf", text: CONF }], "its name is that of a device"],
    ["a\u001bb.conf", [{ name: "a\u001bb.conf", text: CONF }], "its name has control characters"],
    ["a.zip!/b.conf", [{ name: "a.zip!/b.conf", text: CONF }], "its name looks like that of an archive"],
    [
      "edge.conf",
      [{ name: "edge.conf", text: CONF, isEncrypted: true }],
      "it is encrypted: unpack it with its password, and name what came out",
    ],
    ["edge.conf", [{ name: "edge.conf", text: CONF, crc: 1 }], "its check sum is wrong: the archive is damaged"],
    ["pipe", [{ name: "pipe", mode: 0o010644 }], "it is neither a file nor a folder"],
    ["to", [{ name: "to", text: "/etc/passwd", mode: 0o120777 }], "it is a link to what the archive does not have"],
  ];

  it.each(refused)("reports %s of %j: %s", async (name, members, why) => {
    const zip = store("bad.zip", zipOf([...members, { name: "good.conf", text: CONF }]));
    const { files, failed, errors } = await read([zip]);
    expect(failed).toEqual([[`bad.zip!/${name}`, why]]);
    expect(errors.map(({ code }) => code)).toEqual(["read/unreadable"]);
    expect(files).toEqual([["bad.zip!/good.conf", "bad.zip"]]);
  });

  it("reads none of several entries whose names are one", async () => {
    const why = "the archive has another entry of this name (upper and lower case are the same)";
    const zip = zipOf([
      { name: "fw/edge.conf", text: CONF },
      { name: "fw/EDGE.conf", text: "hostname other\n" },
    ]);
    const { files, failed } = await read([store("twice.zip", zip)]);
    expect(files).toEqual([]);
    expect(failed).toEqual([
      ["twice.zip!/fw/EDGE.conf", why],
      ["twice.zip!/fw/edge.conf", why],
    ]);
  });

  it("skips a link to what is read by its own name", async () => {
    const tar = await tarOf(
      tarFile("fw/edge.conf"),
      { header: { name: "latest/edge.conf", size: 0, type: "symlink", linkname: "../fw/edge.conf" } },
      { header: { name: "same.conf", size: 0, type: "link", linkname: "fw/edge.conf" } },
    );
    const { files, skipped, failed } = await read([store("links.tar", tar)]);
    expect(files).toEqual([["links.tar!/fw/edge.conf", "links.tar"]]);
    expect(skipped.map(([name]) => name)).toEqual(["links.tar!/latest/edge.conf", "links.tar!/same.conf"]);
    expect(failed).toEqual([]);
  });

  it("stops at bombs: by what comes out, not by what a header says", async () => {
    const zeros = "0".repeat(20 * 1024 * 1024);
    const why = "it unpacks to more than 16 MiB, too much for its size: unpack it, and name what is to be read";
    expect((await read([store("bomb.gz", gzipSync(zeros))])).failed).toEqual([["bomb.gz", why]]);
    const { failed } = await read([store("bomb.zip", zipOf([{ name: "edge.conf", text: zeros }]))]);
    expect(failed).toEqual([["bomb.zip!/edge.conf", why]]);
    const lying = await read([store("lying.zip", zipOf([{ name: "edge.conf", text: zeros, size: 10 }]))]);
    expect(lying.failed).toHaveLength(1);
    expect(lying.files).toEqual([]);
  });

  it("counts what comes out of archives in an archive together", async () => {
    const part = gzipSync("0".repeat(9 * 1024 * 1024));
    const member = (name: string): TarMember => ({ header: { name, size: part.length, type: "file" }, body: part });
    const { files, failed } = await read([store("parts.tar", await tarOf(member("a.gz"), member("b.gz")))]);
    expect(files).toHaveLength(1);
    expect(failed.map(([name]) => name)).toEqual(["parts.tar!/b.gz"]);
  });

  it("refuses more entries than a backup has", async () => {
    const members = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}.conf` }));
    const { failed } = await read([store("many.zip", zipOf(members))]);
    expect(failed).toEqual([["many.zip", "it has more than 10000 entries: unpack it, and name what is to be read"]]);
  });

  it("refuses entries that lie over one another: one configuration would be as many as the directory has rows", async () => {
    const zip = zipOf([
      { name: "a.conf", text: CONF },
      { name: "b.conf", text: CONF },
    ]);
    // The second row of the directory, 46 bytes and a name behind the first, says where its entry begins at its byte 42.
    const directory = zip.readUInt32LE(zip.length - 6);
    zip.writeUInt32LE(0, directory + 46 + "a.conf".length + 42);
    const { files, failed } = await read([store("over.zip", zip)]);
    expect(files).toEqual([]);
    const why = "its entries lie over one another, as no archiver writes them: it is damaged, or made to do harm";
    expect(failed).toEqual([["over.zip", why]]);
  });

  it("refuses entries that the directory does not list: they would be lost unseen", async () => {
    const zip = zipOf([
      { name: "a.conf", text: CONF },
      { name: "b.conf", text: "hostname other\n" },
    ]);
    const directory = zip.readUInt32LE(zip.length - 6);
    const row = 46 + "a.conf".length;
    const end = (count: number, size: number, offset: number) => {
      const record = Buffer.from(zip.subarray(-22));
      record.writeUInt16LE(count, 8);
      record.writeUInt16LE(count, 10);
      record.writeUInt32LE(size, 12);
      record.writeUInt32LE(offset, 16);
      return record;
    };
    const archives: readonly [string, Buffer][] = [
      ["counts-one.zip", Buffer.concat([zip.subarray(0, -22), end(1, 2 * row, directory)])],
      ["first.zip", Buffer.concat([zip.subarray(0, directory + row), end(1, row, directory)])],
      [
        "second.zip",
        Buffer.concat([zip.subarray(0, directory), zip.subarray(directory + row, -22), end(1, row, directory)]),
      ],
      ["none.zip", Buffer.concat([zip.subarray(0, directory), end(0, 0, directory)])],
    ];
    for (const [name, bytes] of archives) {
      const { files, failed } = await read([store(name, bytes)]);
      expect(files, name).toEqual([]);
      expect(failed[0]?.[1], name).toMatch(/^it has entries that its directory does not list/);
    }
  });

  it("reports what is cut off or changed, whole or by the entry", async () => {
    const zip = zipOf([{ name: "edge.conf", text: CONF }]);
    const tar = await tarOf(tarFile("edge.conf"), tarFile("core.cfg"));
    const changed = Buffer.from(tar);
    changed.write("X", 3);
    const damaged: readonly [string, Uint8Array][] = [
      ["cut.zip", zip.subarray(0, zip.length - 30)],
      ["cut.tar", tar.subarray(0, 1200)],
      ["changed.tar", changed],
      ["cut.tgz", gzipSync(tar).subarray(0, 60)],
    ];
    for (const [name, bytes] of damaged) {
      const { files, failed } = await read([store(name, bytes)]);
      expect(files, name).toEqual([]);
      expect(
        failed.map(([path]) => path),
        name,
      ).toEqual([name]);
      expect(failed[0]?.[1], name).toMatch(/^the archive is damaged \(/);
    }
  });
});
