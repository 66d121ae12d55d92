/** The doors of a segment: the same whoever asks for them first, as reasons name one of them. */
import { describe, expect, it } from "vitest";
import { Topology } from "../../src/resolve/topology.js";
import { firewall, port } from "./device-builder.js";

/** The second has both networks, the others one each. */
const PORTS = ["port1 10.1.0.1/24", "port1 10.1.0.2/24 10.1.1.2/24", "port1 10.1.1.3/24"];

describe("the doors of a segment of several networks", () => {
  it.each([0, 1, 2])("are in the order of the devices where device %i is asked for first", (first) => {
    const devices = PORTS.map((text, index) => firewall([], { id: `r${index}`, interfaces: [port(text)] }));
    const topology = new Topology(devices);
    const doors = devices.flatMap((one) => one.interfaces.map((own) => ({ device: one, interface: own })));
    const onSegment = () => doors.map((door) => topology.segment(door).map((other) => other.device.id));
    const asked = doors[first];
    if (asked !== undefined) topology.segment(asked);
    expect(onSegment()).toEqual([
      ["r1", "r2"],
      ["r0", "r2"],
      ["r0", "r1"],
    ]);
  });
});
