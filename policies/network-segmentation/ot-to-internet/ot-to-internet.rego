# METADATA
# title: OT may open connections to the internet
# description: |
#   Hosts of the control system may open connections to public addresses. Whatever gets in can then call home, and
#   remote tools work from inside. A flow that the map declares is no exception: updates and clouds belong behind a
#   relay in the DMZ.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { IAC: 1, RDF: 1 }
#   requirements: [SR 1.13, SR 5.2]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Remove the rule; fetch what is needed through a relay in the DMZ.
package zoneproof.checks["network-segmentation"]["ot-to-internet"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	zones.iacs[input.from.kind]
	input.to.kind == "internet"
	some i in carriers.all
	found := carriers.finding(i, "permits", "straight from the control system")
	finding := object.union(found, {"severity": "critical"})
}
