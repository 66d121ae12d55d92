# METADATA
# description: |
#   The permit rules of a device that no pair of zones speaks of: all of them without a map. With one, rules are judged
#   by what they carry between zones, and not a second time here. Lists that filter nothing that is forwarded are not meant.
# schemas:
#   - input: schema.device
package zoneproof.lib.permits

import data.zoneproof.lib.verdict

unpaired := [i |
	count(input.zones) == 0
	some i, rule in input.permits
	not rule.implicit
	not rule.forwards_nothing # whom a service answers, on the ports that it has
]

# A finding about permit rule `i`, without its severity: "fw-edge: firewall policy 12 …".
finding(i, what) := {
	"verdict": verdict.of_rules([rule]),
	"message": concat(" ", [concat("", [input.id, ":"]), "{rule}", what]),
	"evidence": [["permits", i]],
} if {
	rule := input.permits[i]
}

is_any_any(rule) if {
	rule.any_source
	rule.any_destination
	rule.any_service
}
