# METADATA
# title: Zone or conduit without a whole security level target
# description: |
#   A zone has no SL-T, or a conduit has none and one of its zones has none either. What is asked of its boundary is then
#   nobody's decision, and nothing can be judged against it. A conduit whose zones all have a target takes the higher of
#   them. Or the SL-T of a zone or conduit is a vector that leaves elements out: what is asked of those counts, whatever
#   the level from which it is asked. What a conduit leaves out is taken from its zones.
# schemas:
#   - input: schema.map
# custom:
#   severity: medium
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Decide the SL-T of the zone in the risk assessment and write it into the map.
package zoneproof.checks["change-management"]["missing-slt"]

import data.zoneproof.lib.declared

map contains finding if {
	some i in declared.owned
	not input.zones[i].has_sl_target
	found := declared.of_zone(i, concat(" ", ["the zone", input.zones[i].id, "has no security level target"]))
	finding := object.union(found, {"severity": "medium"})
}

map contains finding if {
	some i, conduit in input.conduits
	not conduit.has_sl_target
	bare := [id | some id in conduit.between; not declared.by_id[id].has_sl_target; declared.kinds[id] != "internet"]
	count(bare) > 0
	message := concat(" ", ["neither the conduit", conduit.id, "nor", concat(", ", bare), "has a security level target"])
	finding := object.union(declared.of_conduit(i, message), {"severity": "medium"})
}

map contains finding if {
	some i in declared.owned
	lacks := _lacks(input.zones[i])
	found := declared.of_zone(i, concat(" ", ["the security level target of the zone", input.zones[i].id, lacks]))
	finding := _whatever_it_says(found)
}

map contains finding if {
	some i, conduit in input.conduits
	lacks := _lacks(conduit)
	found := declared.of_conduit(i, concat(" ", ["the security level target of the conduit", conduit.id, lacks]))
	finding := _whatever_it_says(found)
}

_lacks(part) := concat(" ", ["leaves out", concat(", ", part.sl_undeclared)])

# A target that is not whole is none to judge this finding by: a low level in it would make it advice.
_whatever_it_says(found) := object.union(object.remove(found, ["sl_target", "sl_undeclared"]), {"severity": "medium"})
