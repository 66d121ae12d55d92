# METADATA
# title: Control system browses the web
# description: |
#   Hosts of the control system may open web pages of the internet. One page, or one advertisement in it, is enough to
#   bring something in.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 1, UC: 1 }
#   requirements: [SR 5.3, SR 2.4]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Remove the rule; fetch updates by a server in the DMZ from named hosts.
package zoneproof.checks["network-segmentation"]["web-browsing-from-ot"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	zones.iacs[input.from.kind]
	input.to.kind == "internet"
	some i in carriers.specific
	ids := protocols.among(input.carriers[i].permits, {"http", "https"})
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["with a browser", concat("", ["(", text.few(ids), ")"])]))
	finding := object.union(found, {"severity": "high"})
}
