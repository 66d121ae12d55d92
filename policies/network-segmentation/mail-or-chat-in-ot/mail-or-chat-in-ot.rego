# METADATA
# title: Mail, chat or voice in the control system
# description: |
#   Mail, chat or telephony goes between the control system and other zones. By mail and messages people are made to open
#   what nobody should open in a plant.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.3]
#   verdict_kind: decisive
#   owner: OT
#   phase: 2
#   action: Remove the service; let alarms go out by a relay in the DMZ.
package zoneproof.checks["network-segmentation"]["mail-or-chat-in-ot"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	zones.touches_iacs(input)
	not _inside
	some i in carriers.specific
	ids := protocols.among(input.carriers[i].permits, {"smtp", "pop3-imap", "xmpp-chat", "irc", "sip-voip"})
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["on ports of", text.few(ids)]))
	finding := object.union(found, {"severity": _severity})
}

_inside if {
	zones.iacs[input.from.kind]
	zones.iacs[input.to.kind]
}

_severity := "high" if {
	input.from.kind == "internet"
} else := "medium"
