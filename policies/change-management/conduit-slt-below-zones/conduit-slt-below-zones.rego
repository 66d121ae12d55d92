# METADATA
# title: Conduit with a lower target than its zones
# description: |
#   The SL-T of the conduit is lower than that of a zone it joins, in restricted data flow. The wall is then asked for
#   less than what it protects. Where that is meant, an exception in the map says why.
# schemas:
#   - input: schema.map
# custom:
#   severity: low
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.2]
#   verdict_kind: indicates
#   owner: OT
#   phase: 2
#   action: Raise the SL-T of the conduit, or record an exception with the reason.
package zoneproof.checks["change-management"]["conduit-slt-below-zones"]

import data.zoneproof.lib.declared

map contains finding if {
	some i, conduit in input.conduits
	_declares_rdf(conduit)
	above := [id |
		some id in conduit.between
		_declares_rdf(declared.by_id[id])
		declared.by_id[id].sl_target.RDF > conduit.sl_target.RDF
	]
	count(above) > 0
	message := concat(" ", [
		"the conduit", conduit.id, "has RDF", format_int(conduit.sl_target.RDF, 10), "and joins",
		concat(", ", [concat(" ", [id, "with RDF", format_int(declared.by_id[id].sl_target.RDF, 10)]) | some id in above]),
	])
	by_highest := declared.target_of(declared.by_id[_highest(above)]) # by its own it would count the less the lower it is
	finding := object.union(declared.of_conduit(i, message), object.union(by_highest, {"severity": "low"}))
}

_declares_rdf(part) if {
	part.has_sl_target
	not "RDF" in declared.left_out(part)
}

_highest(ids) := id if {
	most := max([declared.by_id[id].sl_target.RDF | some id in ids])
	id := [id | some id in ids; declared.by_id[id].sl_target.RDF == most][0]
}
