/** Sets of packets that start nothing, told in the words for those that do. */
import { EMPTY, FULL, type Node } from "./diagram.js";
import type { PacketSpace } from "./space.js";

/**
 * The fresh packets that are like some of a set in all fields before `field`, whatever they have in it and behind it: of
 * replies those of the same ports (`flags`), of later fragments those of the same protocol (`dstPort`).
 */
export function likeFresh(space: PacketSpace, packets: Node, field: "flags" | "dstPort"): Node {
  const { diagram, layout } = space;
  const { base } = diagram;
  const from = layout.fields[field].offset;
  const known = new Map<Node, Node>();
  const open = (node: Node): Node => {
    if (node === EMPTY) return EMPTY;
    if (base.level(node) >= from) return FULL;
    const made = known.get(node) ?? base.make(base.level(node), open(base.low(node)), open(base.high(node)));
    known.set(node, made);
    return made;
  };
  const products = diagram.productsOf(packets);
  const opened =
    products === undefined
      ? open(diagram.toBase(packets))
      : diagram.ofProducts(products.map((product) => ({ ...product, service: open(product.service) })));
  return diagram.and(opened, space.fresh);
}
