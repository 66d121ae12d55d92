# METADATA
# title: Source translation hides who talks
# description: |
#   A device gives packets that go into the control system another source address. Behind it no rule and no record tells
#   any more which host, or which zone, they came from.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { RDF: 2, UC: 2 }
#   requirements: [SR 5.2, SR 2.1 RE 1]
#   verdict_kind: indicates
#   owner: IT
#   phase: 2
#   action: Switch source translation off between zones of the plant; routes do what is needed.
package zoneproof.checks["network-segmentation"]["nat-hides-zone"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

pair contains finding if {
	zones.iacs[input.to.kind]
	some i in carriers.written
	input.carriers[i].rule.translates_source
	found := carriers.finding(i, "permits", "under the address of the device")
	finding := object.union(found, {"severity": "medium"})
}

pair contains finding if {
	zones.iacs[input.to.kind]
	some p, path in input.paths
	path.passes != "nothing"
	some h, hop in path.hops
	some translation in hop.translations
	translation.of == "source"
	found := verdict.of({"certain": path.passes == "surely"})
	finding := {
		"verdict": found,
		"severity": "medium",
		"message": concat(" ", [hop.device, _lets[found], input.from.id, "appear in", input.to.id, "as", translation.to]),
		"subject": [hop.device, translation.to],
		"evidence": [["paths", p, "hops", h]],
	}
}

_lets := {"violated": "lets", "unproved": "may let"}
