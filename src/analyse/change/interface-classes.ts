/** Interfaces that a device treats alike: what passes between two of them passes between others of their kinds as well. */
import type { Device, Interface } from "../../model/device.js";
import { isReady } from "../../resolve/topology.js";

/** The way of packets through a device: in by one interface, out by another or to the device itself. */
export interface Course {
  readonly ingress: string;
  /** Left out: for the device itself. */
  readonly egress?: string;
}

/** Courses between interfaces of the same kinds on both sides: one of them tells of all. */
export interface CourseClass extends Course {
  /** The first of these is the course itself. */
  readonly all: readonly Course[];
}

/** The interfaces that packets come in and go out by, on one side or both, by id. */
export function courseClasses(before: Device, after: Device): CourseClass[] {
  const ids = [...new Set([after, before].flatMap((device) => filteredInterfaces(device).map(({ id }) => id)))];
  const [was, is] = [new Kinds(before), new Kinds(after)];
  const kind = (id: string, side: "ingress" | "egress") => `${was.of(id, side)}\n\n${is.of(id, side)}`;
  const courses = new Map<string, Course[]>();
  const add = (key: string, course: Course) => {
    const known = courses.get(key);
    if (known === undefined) courses.set(key, [course]);
    else known.push(course);
  };
  const incoming = ids.map((id) => ({ id, kind: kind(id, "ingress") }));
  const outgoing = ids.map((id) => ({ id, kind: kind(id, "egress") }));
  for (const from of incoming) {
    add(`${from.kind}\n\n\nself`, { ingress: from.id });
    for (const to of outgoing) {
      if (from.id !== to.id) add(`${from.kind}\n\n\n${to.kind}`, { ingress: from.id, egress: to.id });
    }
  }
  return [...courses.values()].flatMap((all) => (all[0] === undefined ? [] : [{ ...all[0], all }]));
}

/** Interfaces between networks, and ports that some filter names. */
function filteredInterfaces(device: Device): Interface[] {
  const named = new Set(
    [...device.forwarding, ...device.toDevice].flatMap(({ ingress, egress }) => [
      ...(ingress ?? []),
      ...(egress ?? []),
    ]),
  );
  return device.interfaces.filter((one) => isReady(one) || named.has(one.id));
}

/** Whether packets can go a course of a device at all: both interfaces are there, switched on, and of one router or a leak. */
export function canTake(device: Device, family: 4 | 6, { ingress, egress }: Course): boolean {
  const [from, to] = [ingress, egress ?? ingress].map((id) => device.interfaces.find((one) => one.id === id));
  if (from === undefined || to === undefined || !from.enabled || !to.enabled) return false;
  if (egress === undefined) return true;
  const router = device.routers.find(({ id }) => id === from.router);
  const forwards = family === 4 ? router?.forwards.ipv4 : router?.forwards.ipv6;
  return (forwards ?? true) && (from.router === to.router || leaks(device));
}

/** Whether packets may leave a router of the device by an interface of another. */
function leaks({ routes, routers, interfaces }: Device): boolean {
  const routerOf = new Map(interfaces.map((one) => [one.id, one.router]));
  return (
    routers.some(({ imports }) => (imports?.length ?? 0) > 0) ||
    routes.some(
      ({ router, egress, nextHopRouter }) =>
        (nextHopRouter ?? router) !== router || (egress !== undefined && routerOf.get(egress) !== router),
    )
  );
}

/** What a device says of each interface, as one text: the same text, the same treatment. */
class Kinds {
  private readonly said = { ingress: new Map<string, string[]>(), egress: new Map<string, string[]>() };

  constructor(private readonly device: Device) {
    const steps = [...device.forwarding, ...device.toDevice];
    for (const [index, step] of steps.entries()) this.note(`step ${index}`, step);
    for (const [table, { rules }] of device.tables.entries()) {
      for (const [index, { match }] of rules.entries()) this.note(`rule ${table}.${index}`, match);
    }
    for (const [index, { match }] of device.nat.entries()) this.note(`nat ${index}`, match);
    for (const [index, { interfaces }] of device.doubts.entries()) {
      this.note(`doubt ${index}`, { ingress: interfaces, egress: interfaces });
    }
  }

  of(id: string, side: "ingress" | "egress"): string {
    const own = this.device.interfaces.find((one) => one.id === id);
    const state = own === undefined ? "not there" : `${own.enabled} ${own.router}`;
    return `${state} ${(this.said[side].get(id) ?? []).join()}`;
  }

  private note(
    what: string,
    names: { readonly ingress?: readonly string[] | undefined; readonly egress?: readonly string[] | undefined },
  ): void {
    for (const side of ["ingress", "egress"] as const) {
      for (const id of names[side] ?? []) {
        const known = this.said[side].get(id);
        if (known === undefined) this.said[side].set(id, [what]);
        else known.push(what);
      }
    }
  }
}
