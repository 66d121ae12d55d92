/** Taking a set from one space to another of the same family: answers that were found apart are compared in one. */
import { type Diagram, FULL, type Node } from "./diagram.js";
import type { PacketSpace } from "./space.js";

/**
 * The same packets as a set of `to`.
 * @throws BudgetExceeded when they are more than its diagram may hold.
 */
export function carryOver(node: Node, from: PacketSpace, to: PacketSpace): Node {
  if (from === to) return node;
  const copy = copierOf(from.diagram.base, to.diagram.base);
  const products = from.diagram.productsOf(node);
  if (products === undefined) return copy(from.diagram.toBase(node));
  return to.diagram.ofProducts(
    products.map((product) => ({ ...product, service: copy(product.service) })),
    from.diagram.isDisjoint(node),
  );
}

/** Copies nodes, each once: a diagram shares most of them. As deep as there are header bits. */
function copierOf(from: Diagram, to: Diagram): (node: Node) => Node {
  if (from === to) return (node) => node;
  const known = new Map<Node, Node>();
  const copy = (node: Node): Node => {
    if (node <= FULL) return node;
    const before = known.get(node);
    if (before !== undefined) return before;
    const made = to.make(from.level(node), copy(from.low(node)), copy(from.high(node)));
    known.set(node, made);
    return made;
  };
  return copy;
}
