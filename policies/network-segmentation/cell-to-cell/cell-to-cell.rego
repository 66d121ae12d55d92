# METADATA
# title: Traffic from cell to cell
# description: |
#   Two cells may talk although no conduit joins them. Cells are apart so that a fault or a worm in one stops at its
#   edge.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2, RA: 3 }
#   requirements: [SR 5.1, SR 5.2 RE 1, SR 7.1 RE 2]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Deny traffic between the cells, or declare the conduit that the process needs.
package zoneproof.checks["network-segmentation"]["cell-to-cell"]

import data.zoneproof.lib.carriers

pair contains finding if {
	input.from.kind == "cell"
	input.to.kind == "cell"
	not input.conduit # with one the excess belongs to flow-outside-conduit

	some i in carriers.excess
	found := carriers.finding(i, "excess", "from cell to cell")
	finding := object.union(found, {"severity": "high"})
}
