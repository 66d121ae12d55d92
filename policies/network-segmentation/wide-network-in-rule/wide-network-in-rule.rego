# METADATA
# title: Rule with networks wider than its hosts
# description: |
#   A rule lets undeclared packets through, and one of its sides is a network far larger than what a zone of this level
#   names: more than a /24 at SL 2, a /28 at SL 3, one host at SL 4. Every address in it that nobody uses today is one
#   that an intruder may take.
# schemas:
#   - input: schema.pair
#   - data.thresholds: schema.thresholds
# custom:
#   severity: medium
#   sl_target: { RDF: 2, RA: 2 }
#   requirements: [SR 5.2 RE 1, SR 7.7]
#   verdict_kind: indicates
#   owner: OT
#   phase: 2
#   action: Name the hosts that need the service in the rule.
package zoneproof.checks["network-segmentation"]["wide-network-in-rule"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.zones

pair contains finding if {
	zones.touches_iacs(input)
	some i in carriers.excess
	carriers.named[i]
	side := _wide(input.carriers[i].rule)
	found := carriers.finding(i, "excess", concat(" ", ["whose", side, "is far wider than its hosts"]))
	finding := object.union(found, {"severity": "medium"})
}

# What is any address has checks of its own.
_wide(rule) := "source" if {
	not rule.any_source
	rule.source_bits > _most
} else := "destination" if {
	not rule.any_destination
	rule.destination_bits > _most
}

# Powers of two, by level; where no target is given the usual one counts, and where it leaves this level out, no wider one.
_most := min([_bits[level] | some level in _levels])

_bits := data.thresholds["wide-network-in-rule"].most_address_bits

_levels := {0, input.sl_target.RDF} if {
	"RDF" in input.sl_undeclared
} else := {input.sl_target.RDF}
