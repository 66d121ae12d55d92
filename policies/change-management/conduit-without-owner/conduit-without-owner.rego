# METADATA
# title: Zone or conduit without owner or review
# description: |
#   A zone or conduit of the map has no owner, or no day on which it is reviewed. When something has to be decided about
#   it nobody does, and what was right once stays for ever. Vendor flows are answered for by the owner of their conduit.
# schemas:
#   - input: schema.map
# custom:
#   severity: low
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: decisive
#   owner: business
#   phase: 2
#   action: Name who answers for it (owner) and the day of its next review (review) in the map.
package zoneproof.checks["change-management"]["conduit-without-owner"]

import data.zoneproof.lib.declared

map contains finding if {
	some i in declared.owned
	lacks := _lacks(input.zones[i])
	message := concat(" ", ["the zone", input.zones[i].id, "has no", lacks])
	finding := object.union(declared.of_zone(i, message), {"severity": "low"})
}

map contains finding if {
	some i, conduit in input.conduits
	lacks := _lacks(conduit)
	message := concat(" ", ["the conduit", conduit.id, "has no", lacks])
	finding := object.union(declared.of_conduit(i, message), {"severity": "low"})
}

# Undefined where nothing is missing.
_lacks(part) := concat(" and no ", names) if {
	names := [name | some key, name in {"owner": "owner", "review": "day of review"}; not part[key]]
	count(names) > 0
}
