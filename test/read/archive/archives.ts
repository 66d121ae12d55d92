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

/** As other programs write them (Python 3.11, from standard output or with sizes in eight bytes; GNU and PAX long names), Base64. */
export const FOREIGN: Readonly<Record<string, string>> = {
  "descriptor.zip":
    "UEsDBBQACAAIAMWQel0AAAAAAAAAAAAAAAAFAAAAYS5jZmfLyC8uyUvMTVVI5MosUEhMTk4tLtbNySwuUUitKEnNS0lNUYjgUihILcrNLFEAqcirBGEuAFBLBwhomxJWNQAAADgAAABQSwMEFAAIAAgAxZB6XQAAAAAAAAAAAAAAAAUAAABiLmNmZ8vILy7JS8xNVUjiyixQSExOTi0u1s3JLC5RSK0oSc1LSU1RiOBSSEnNq1QAyQMpIOYCAFBLBwhiwpxWMwAAADYAAABQSwECFAMUAAgACADFkHpdaJsSVjUAAAA4AAAABQAAAAAAAAAAAAAAgAEAAAAAYS5jZmdQSwECFAMUAAgACADFkHpdYsKcVjMAAAA2AAAABQAAAAAAAAAAAAAAgAFoAAAAYi5jZmdQSwUGAAAAAAIAAgBmAAAAzgAAAAAA",
  "zip64-central.zip":
    "UEsDBC0AAAAIAAAAIQBomxJW//////////8FABQAYS5jZmcBABAAOAAAAAAAAAA1AAAAAAAAAMvILy7JS8xNVUjkyixQSExOTi0u1s3JLC5RSK0oSc1LSU1RiOBSKEgtys0sUQCpyKsEYS4AUEsDBC0AAAAIAAAAIQBiwpxW//////////8FABQAYi5jZmcBABAANgAAAAAAAAAzAAAAAAAAAMvILy7JS8xNVUjiyixQSExOTi0u1s3JLC5RSK0oSc1LSU1RiOBSSEnNq1QAyQMpIOYCAFBLAQItAy0AAAAIAAAAIQBomxJW//////////8FABQAAAAAAAAAAACAAQAAAABhLmNmZwEAEAA4AAAAAAAAADUAAAAAAAAAUEsBAi0DLQAAAAgAAAAhAGLCnFb//////////wUAHAAAAAAAAAAAAIAB/////2IuY2ZnAQAYADYAAAAAAAAAMwAAAAAAAABsAAAAAAAAAFBLBgYsAAAAAAAAAC0ALQAAAAAAAAAAAAIAAAAAAAAAAgAAAAAAAACWAAAAAAAAANYAAAAAAAAAUEsGBwAAAABsAQAAAAAAAAEAAABQSwUGAAAAAAIAAgCWAAAA1gAAAAAA",
  "gnu.tgz":
    "H4sIAAAAAAACA+3VMQ6CMBgF4M6c4r+AUBHa1V0O4FppRaIWY2uitxcdjBKjU0ui72uavyGdgJen0nrdsLB4TxTFffaGk3P5dL4/F4LPGHEWwcl5dSRif2rTOW/V3pBK2gOpujbOTXat82TO3lhtNC0TOpjjvvV0u2Evt50w+AlplmbzqrNN1dptwPy/yf0j8zNRDvIvpZgyqpD/4HQ2zjqPJELd4fsP1tf+F+I1/3kxlRL9H7X/V5/6X5u+9tH+6P94/c8ZLZB/9D/6P6idDf9Gvvb/8JyXeVkyymP8iH+efwAAAAAAAAAAAAD4TVfJ7QbHACgAAA==",
  "pax.tgz":
    "H4sIAAAAAAACA+2YQU6EMBSGu+YUvcBAWwq4mYxLly7dVqhChA6BmuDcwcQDufMs3kMgxuiMceKCzgT+j5A2hKSL8r+PV+Wnd/dkWlhPLOU49uyPjCXf5uPzOJYhoYw44LG1qumXJMsk37bWqEpT5RU1VWmq23ZVFq2lurPaZDqjNx6tdVMVlg5vmKfh9giYBX7gB5fXqrvSKtPNdPn/JfdfmQ+T+Gf+OROiz3+H/E+OiCStlc3XWXCaqzsRg/dQxYiLLT7q/3gv/0KKMIH/nfr/9i//Z7rXPuwP/0/if8nEgf85h//d+P+CloV5wD/AMinN9AcAR/2/PxdRyCNChYtvb+H5P4f6z2R0WP8l6r8LeEjTbVVpY9edJz57wd3ba1Ok+er95Rklct7sNuNOb6a0wL/PfzljQ/1H/+ew/8P5LwAAAAAAAAAAMFs+ADaGpBUAKAAA",
};
