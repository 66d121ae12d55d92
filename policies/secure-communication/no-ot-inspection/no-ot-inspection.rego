# METADATA
# title: Control protocol that nobody looks into
# description: |
#   A protocol that can write to controllers crosses a boundary by a rule without intrusion prevention or application
#   control. The firewall lets every command through that comes on the port. What cannot inspect at all, such as an
#   access list, counts too.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { SI: 3, TRE: 3 }
#   requirements: [SR 3.5, SR 6.2]
#   verdict_kind: indicates
#   owner: IT+OT
#   phase: 2
#   action: Bind an intrusion prevention or application control profile with signatures for the protocol to the rules; beside what cannot inspect, put what can.
package zoneproof.checks["secure-communication"]["no-ot-inspection"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.inspection
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

pair contains finding if {
	zones.iacs[input.to.kind]
	some key, indices in _blind
	[_, _, ids] := key
	found := carriers.finding_together(indices, "permits", concat(" ", ["and does not look into", text.few(ids)]))
	finding := object.union(found, {"severity": "medium", "subject": array.concat(["uninspected"], ids)})
}

pair contains inspection.not_told(carrier.rule) if {
	zones.iacs[input.to.kind]
	some i in carriers.specific
	carrier := input.carriers[i]
	inspection.elsewhere(carrier.rule)
	count(protocols.process(carrier.permits)) > 0
}

# By device, verdict and services: the device or its profile is wrong, whatever number of rules let them through.
_blind[key] contains i if {
	some i in carriers.specific
	carrier := input.carriers[i]
	not _inspects(carrier.rule)
	ids := protocols.process(carrier.permits)
	count(ids) > 0
	key := [carrier.rule.device, verdict.of(carrier.permits), ids]
}

_inspects(rule) if inspection.elsewhere(rule)

_inspects(rule) if {
	some profile in rule.profiles
	some word in ["ips-sensor ", "application-list ", "profile-group ", "virtual-patch-profile "]
	startswith(profile, word)
}
