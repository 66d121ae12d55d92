# METADATA
# title: Traffic between zones that no conduit joins
# description: |
#   A device lets packets pass between two zones for which the map declares no conduit. Either the rule is wrong or the
#   map is: a path that nobody declared is one that nobody weighed, owns or watches.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.1, SR 5.2]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Remove the named rule, or declare the conduit with its flows and the reason for each.
package zoneproof.checks["network-segmentation"]["undeclared-conduit"]

import data.zoneproof.lib.carriers

pair contains finding if {
	not input.conduit # with one the excess belongs to flow-outside-conduit

	some i in carriers.undeclared
	found := carriers.finding(i, "excess", "although no conduit joins them")
	finding := object.union(found, {"severity": _severity})
}

pair contains object.union(found, {"severity": _severity}) if {
	not input.conduit
	carriers.unfiltered
	found := carriers.finding_unfiltered("and no conduit joins them")
}

# What one device opens and another one stops.
pair contains object.union(found, {"severity": "medium"}) if {
	not input.conduit
	some i in carriers.stopped
	found := carriers.finding_stopped(i, "although no conduit joins them")
}

default _severity := "high"

# Addresses that belong to no zone are reached by every rule that is open to the outside; the way out is what counts.
_severity := "low" if input.to.kind == "unmapped"
