/** Archives made in tests: ZIP by hand, since no dependency writes it; tar by the library that reads it. */
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../../src/read/archive/crc32.js";

export interface ZipMember {
  readonly name: string;
  readonly text?: string;
  /** Unix kind and rights, such as `0o120777` for a link. */
  readonly mode?: number;
  readonly isEncrypted?: true;
  /** What the directory says of the size; left out: the truth. */
  readonly size?: number;
  readonly crc?: number;
}

/** A ZIP archive (APPNOTE 4.3): local headers with the data, the central directory, its end. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const data = Buffer.from(member.text ?? "");
    const packed = deflateRawSync(data);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE((member.isEncrypted ? 1 : 0) | 0x800, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(member.crc ?? crc32(data), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(member.size ?? data.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("504b0304", "hex"), shared, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((member.mode ?? 0) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("504b01021e03", "hex"), shared, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("504b0506", 0, "hex");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
