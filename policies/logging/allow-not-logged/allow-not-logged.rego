# METADATA
# title: Access that is not logged
# description: |
#   A rule that carries remote access, vendor or engineering traffic does not log it. Afterwards nobody can tell who was
#   in and when.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { UC: 1, IAC: 1 }
#   requirements: [SR 2.8, SR 1.13]
#   verdict_kind: decisive
#   owner: IT
#   phase: 1
#   action: Turn logging on for the rule.
package zoneproof.checks.logging["allow-not-logged"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.verdict

pair contains finding if {
	some i in carriers.written # what nobody wrote belongs to default-allow-between-zones

	carrier := input.carriers[i]
	_to_be_logged(carrier)
	not carrier.rule.logged
	tail := _tail[verdict.of_missing_log(carrier.rule)]
	found := carriers.finding(i, "permits", tail)
	finding := object.union(found, _rating(carrier, found))
}

_to_be_logged(_) if _access[input.from.kind]

_to_be_logged(_) if _access[input.to.kind]

_to_be_logged(carrier) if count(protocols.engineering(carrier.permits)) > 0

_access := {"remote-access", "vendor"}

_tail := {
	"violated": "and does not log it",
	"unproved": "and the export does not tell whether it is logged",
}

_rating(carrier, found) := {"severity": "high", "verdict": found.verdict} if {
	verdict.of_missing_log(carrier.rule) == "violated"
} else := {"severity": "medium", "verdict": "unproved"}
