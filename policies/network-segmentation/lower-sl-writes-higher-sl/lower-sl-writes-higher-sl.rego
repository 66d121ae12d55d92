# METADATA
# title: Zone of a lower level writes to a higher one
# description: |
#   Hosts of a zone may change something in a zone whose SL-T in restricted data flow is higher. Who breaks into the
#   weaker zone then acts in the stronger one. Declared flows count where the map says that they write, undeclared
#   packets where a protocol of their ports can change the process.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2, UC: 2 }
#   requirements: [SR 5.2 RE 1, SR 2.1 RE 1]
#   verdict_kind: indicates
#   owner: OT
#   phase: 1
#   action: Let the higher zone fetch what it needs, or raise the SL-T of the lower one.
package zoneproof.checks["network-segmentation"]["lower-sl-writes-higher-sl"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.flows
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	_upwards
	some i in flows.passing
	input.flows[i].write
	found := flows.finding(i, concat(" ", ["writes upwards,", _levels]))
	finding := object.union(found, {"severity": "high"})
}

pair contains finding if {
	_upwards
	zones.iacs[input.to.kind]
	some i in carriers.specific_excess
	ids := protocols.process(input.carriers[i].excess)
	count(ids) > 0
	found := carriers.finding_of_rule(i, "excess", concat(" ", ["on ports of", concat("", [text.few(ids), ","]), _levels]))
	finding := object.union(found, {"severity": "high"})
}

_upwards if {
	every end in [input.from, input.to] {
		end.has_sl_target
		not "RDF" in object.get(end, "sl_undeclared", [])
	}
	input.from.sl_target.RDF < input.to.sl_target.RDF
}

_levels := concat(" ", [
	"RDF", format_int(input.from.sl_target.RDF, 10),
	"to", format_int(input.to.sl_target.RDF, 10),
])
