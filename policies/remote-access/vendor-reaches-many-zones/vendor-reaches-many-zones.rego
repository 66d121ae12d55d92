# METADATA
# title: Vendor who reaches several zones
# description: |
#   A vendor zone reaches two or more zones of the control system, or those of other vendors, by packets that no flow
#   declares. A supplier needs what it supplied; who breaks into it has all the others.
# schemas:
#   - input: schema.map
#   - data.thresholds: schema.thresholds
# custom:
#   severity: high
#   sl_target: { RDF: 2, UC: 2 }
#   requirements: [SR 5.2 RE 1, SR 2.1 RE 1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 1
#   action: Let the vendor reach the landing host alone, and from there what it supplied.
package zoneproof.checks["remote-access"]["vendor-reaches-many-zones"]

import data.zoneproof.lib.declared
import data.zoneproof.lib.text
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

map contains finding if {
	some zone in input.zones
	zone.kind == "vendor"
	may := _reached(zone.id, {true, false})
	count(may) > _most
	surely := _reached(zone.id, {true})
	finding := object.union(declared.target_of(zone), {
		"verdict": _verdict(surely),
		"severity": "high",
		"message": concat(" ", [zone.id, "reaches several zones:", text.few(sort(may))]),
		"zone": zone.id,
		"subject": ["vendor", zone.id],
		"evidence": [["passes", i] | some i, pass in input.passes; pass.from == zone.id; pass.to in may],
	})
}

_reached(vendor, certain) := {pass.to |
	some pass in input.passes
	pass.from == vendor
	pass.certain in certain
	kind := declared.kinds[pass.to]
	kind in (zones.iacs | {"vendor"})
}

_verdict(surely) := verdict.of({"certain": count(surely) > _most})

_most := data.thresholds["vendor-reaches-many-zones"].most_zones
