# METADATA
# title: Clear text across a zone boundary
# description: |
#   A protocol without encryption crosses from zone to zone. Encryption across all boundaries is asked for at SL 4 alone;
#   below, this tells what would be missing. Candidates of the port count where none of them encrypts; time, names and
#   pings are left out.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { DC: 4 }
#   requirements: [SR 4.1 RE 2]
#   verdict_kind: decisive
#   owner: OT
#   phase: 3
#   action: Use the encrypted variant of the protocol, or record why the conduit is protected otherwise.
package zoneproof.checks["secure-communication"]["clear-text-across-zones"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.flows
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	zones.touches_iacs(input)
	some i in flows.passing
	ids := protocols.clear_text(input.flows[i])
	count(ids) > 0
	found := flows.finding(i, concat(" ", ["is clear text:", text.few(ids)]))
	finding := object.union(found, {"severity": "medium"})
}

pair contains finding if {
	zones.touches_iacs(input)
	some i in carriers.specific_excess
	ids := protocols.clear_text(input.carriers[i].excess)
	count(ids) > 0
	found := carriers.finding_of_rule(i, "excess", concat(" ", ["in clear text:", text.few(ids)]))
	finding := object.union(found, {"severity": "medium"})
}
