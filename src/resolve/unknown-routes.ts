/** What to do where routes are not in the files. */
import type { Device, Router } from "../model/device.js";
import type { SourceRange } from "../source/range.js";

/** How many devices are named before the rest is counted. */
const NAMED = 5;

/** What a report says of it. */
interface Hint {
  readonly at: SourceRange;
  readonly message: string;
  readonly help: string;
}

/** Of several devices that exchange routes next to nothing is decided: a table that was captured with each would tell them. */
export function unknownRoutes(devices: readonly Device[]): Hint | undefined {
  const learning = devices.flatMap((device) => {
    const learns = ({ dynamicRouting, steersOnly }: Router) => dynamicRouting !== undefined && steersOnly !== true;
    const doubt = device.routers.find(learns)?.dynamicRouting;
    return doubt === undefined ? [] : [{ device, at: device.doubts.find(({ id }) => id === doubt)?.at ?? device.at }];
  });
  const [first] = learning;
  if (devices.length < 2 || first === undefined) return undefined;
  const names = learning.map(({ device }) => device.id);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return {
    at: first.at,
    message: `routes are learned that are not in the files: those of ${names.slice(0, NAMED).join(", ")}${more}`,
    help: "capture the routing table with the configuration, in one session: it is read where it stands in the same file (README)",
  };
}
