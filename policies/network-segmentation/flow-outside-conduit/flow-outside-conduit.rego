# METADATA
# title: Flow outside the declared conduit
# description: |
#   A conduit joins the two zones, but the devices pass packets that none of its declared flows covers: another source,
#   destination, port or direction. What the conduit was approved for is not what runs.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.2, SR 5.2 RE 1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Narrow the named rule to the declared flows, or declare the flow with its reason.
package zoneproof.checks["network-segmentation"]["flow-outside-conduit"]

import data.zoneproof.lib.carriers

pair contains finding if {
	conduit := input.conduit # without one the pair belongs to undeclared-conduit

	some i in carriers.undeclared
	found := carriers.finding(i, "excess", concat(" ", ["with packets that no flow of conduit", conduit.id, "declares"]))
	finding := object.union(found, {"severity": _severity})
}

pair contains object.union(found, {"severity": _severity}) if {
	conduit := input.conduit
	carriers.unfiltered
	found := carriers.finding_unfiltered(concat(" ", ["so that more passes than conduit", conduit.id, "declares"]))
}

# What one device opens and another one stops.
pair contains object.union(found, {"severity": "medium"}) if {
	conduit := input.conduit
	some i in carriers.stopped
	found := carriers.finding_stopped(i, concat(" ", ["beyond what conduit", conduit.id, "declares"]))
}

default _severity := "high"

# A level that nobody declared is not a low one.
_severity := "medium" if {
	input.sl_target.RDF < 2
	_has_target
	not "RDF" in object.get(input, "sl_undeclared", [])
}

_has_target if {
	some part in [input.conduit, input.from, input.to]
	part.has_sl_target
}
