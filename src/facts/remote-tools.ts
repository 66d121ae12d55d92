/** Address objects that are named after remote access tools which meet in a cloud. */
import type { AddressExpression, AddressObject } from "../model/expression.js";
import { REMOTE_TOOL } from "../source/remote-tools.js";

export class RemoteTools {
  private readonly objects: ReadonlyMap<string, AddressObject>;
  /** Most devices have none: then no rule is looked into. */
  private readonly isUsed: boolean;

  constructor(objects: readonly AddressObject[]) {
    this.isUsed = objects.some(({ name }) => REMOTE_TOOL.test(name));
    this.objects = new Map(this.isUsed ? objects.map((one) => [one.id, one]) : []);
  }

  /** Names of such objects in an expression, those in groups too, each once. */
  of(expression: AddressExpression): readonly string[] {
    if (!this.isUsed) return [];
    const found = new Set<string>();
    this.find(expression, found, new Set());
    return [...found];
  }

  private find(expression: AddressExpression, found: Set<string>, seen: Set<string>): void {
    if (expression.kind === "union") for (const part of expression.of) this.find(part, found, seen);
    if (expression.kind === "except") this.find(expression.base, found, seen);
    if (expression.kind !== "object" || seen.has(expression.object)) return;
    seen.add(expression.object);
    const object = this.objects.get(expression.object);
    if (object === undefined) return;
    if (REMOTE_TOOL.test(object.name)) found.add(object.name);
    this.find(object.value, found, seen);
  }
}
