/** Cells of lists in the words of the map. What is not understood is reported at its cell, and left out. */
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { prefix4, readIPv4 } from "../../packets/address.js";
import { readAddressText } from "../../zones/addresses.js";
import { serviceOf } from "../../zones/services.js";
import type { Cell } from "./csv.js";

const LEVEL = /^(?:[0-5]|[0-4]\.5)(?:-(?:[0-5]|[0-4]\.5))?$/;

export class CellValues {
  constructor(private readonly diagnostics: Diagnostics) {}

  level(cell: Cell | undefined): string | undefined {
    const text =
      cell?.text
        .replace(/^(?:level|l)\s*/i, "")
        .replace(",", ".")
        .replace(/\s*(?:-|to|bis|\u2013)\s*/, "-") ?? "";
    return cell === undefined
      ? undefined
      : LEVEL.test(text)
        ? text
        : this.wrong(cell, "a reference model level, such as 3, 3.5 or 1-2");
  }

  /** `2`, `SL2`, `SL-T 2`. */
  securityLevel(cell: Cell | undefined): number | undefined {
    const digit = /^(?:sl(?:-?t)?\s*[:=]?\s*)?([0-4])$/i.exec(cell?.text ?? "")?.[1];
    if (cell === undefined || digit !== undefined) return digit === undefined ? undefined : Number(digit);
    return this.wrong(cell, "a security level from 0 to 4");
  }

  /** `2027-03-31`, `31.3.2027`. Of `3/4/2027` nobody knows the month. */
  date(cell: Cell | undefined): string | undefined {
    if (cell === undefined) return undefined;
    const [, day = "", month = "", year = ""] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell.text) ?? [];
    const text = year === "" ? cell.text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const isDate = /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
    return isDate ? text : this.wrong(cell, "a date as year-month-day, such as 2027-03-31");
  }

  networks(cell: Cell | undefined): string[] {
    return this.addresses(cell, true);
  }

  /** Addresses, networks and ranges; @param onlyNetworks whether ranges are wrong. */
  addresses(cell: Cell | undefined, onlyNetworks = false): string[] {
    if (cell === undefined) return [];
    const texts = withMasks(cell.text)
      .replace(/\s*-\s*/g, "-")
      .split(/[\s,;|]+/)
      .filter((text) => text !== "");
    return texts.flatMap((text) => {
      const read = readAddressText(text);
      if (read.kind === "range" && !(onlyNetworks && read.prefixLength === undefined)) return [text];
      if (read.kind === "host-bits") {
        this.diagnostics.add("import/bad-value", cell.at, {
          message: `${text} does not start its network: ${read.network} was taken`,
        });
        return [read.network];
      }
      const expected = read.kind === "wrong" ? read.expected : "networks, such as 10.20.30.0/24";
      return this.wrong({ ...cell, text }, expected) ?? [];
    });
  }

  /** `https`, `tcp/443`, `TCP 443`, `443/tcp`; several parted by commas, semicolons or lines. */
  services(cell: Cell | undefined): string[] {
    if (cell === undefined) return [];
    const parts = cell.text.split(/[,;|\r\n]+/).map((part) => part.trim());
    return parts
      .filter((part) => part !== "")
      .flatMap((part) => {
        const text = serviceText(part);
        const read = serviceOf(text, new Map());
        return "service" in read ? [text] : (this.wrong({ ...cell, text: part }, read.expected) ?? []);
      });
  }

  /** Reports a row in which something is missing, at its first cell. */
  incomplete(first: Cell, expected: string): void {
    this.diagnostics.add("import/bad-value", first.at, { message: "this row is not complete", expected });
  }

  /** Reports a cell that says something else than an earlier row of the same name. */
  differs(cell: Cell, earlier: Cell): void {
    this.diagnostics.add("import/bad-value", cell.at, {
      message: `an earlier row has "${earlier.text}" here, which was taken`,
      expected: "the same in every row of one zone or conduit",
    });
  }

  /** Reports a cell. */
  wrong(cell: Cell, expected: string): undefined {
    this.diagnostics.add("import/bad-value", cell.at, { message: `"${cell.text}" was not understood`, expected });
    return undefined;
  }
}

/** `10.1.1.0 255.255.255.0` and `10.1.1.0/255.255.255.0` as prefixes. */
function withMasks(text: string): string {
  return text.replace(
    /(\d+\.\d+\.\d+\.\d+)(?:\s+|\/)(255\.\d+\.\d+\.\d+)/g,
    (whole, address: string, maskText: string) => {
      const [value, mask] = [readIPv4(address), readIPv4(maskText)];
      if (value === undefined || mask === undefined) return whole;
      const length = mask.toString(2).replace(/0+$/, "").length;
      return prefix4(0xffffffff, length).from === mask ? `${address}/${length}` : whole;
    },
  );
}

function serviceText(part: string): string {
  const text = part.toLowerCase();
  const [, protocol, ports] = /^(tcp|udp|sctp)\s*[ /:]\s*(\d+(?:\s*-\s*\d+)?)$/.exec(text) ?? [];
  if (ports !== undefined) return `${protocol}/${ports.replace(/\s/g, "")}`;
  const [, before, behind] = /^(\d+(?:-\d+)?)\s*\/\s*(tcp|udp|sctp)$/.exec(text) ?? [];
  return before === undefined ? text : `${behind}/${before}`;
}
