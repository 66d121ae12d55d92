# METADATA
# title: No way to cut the zone off
# description: |
#   Nothing in the map says that the zone can be cut off from the rest and keep running. In an attack the plant then has
#   to choose between spreading it and stopping.
# schemas:
#   - input: schema.map
# custom:
#   severity: medium
#   sl_target: { RDF: 3 }
#   requirements: [SR 5.2 RE 2]
#   verdict_kind: indicates
#   owner: OT
#   phase: 2
#   action: Prepare and try how the zone runs by itself, and record it with island-mode in the map.
package zoneproof.checks["backup-recovery"]["no-island-mode"]

import data.zoneproof.lib.declared
import data.zoneproof.lib.zones

map contains finding if {
	some i, zone in input.zones
	zones.iacs[zone.kind]
	not zone.island_mode
	message := concat(" ", ["the map does not say how", zone.id, "is cut off and keeps running"])
	finding := object.union(declared.of_zone(i, message), {"severity": "medium"})
}
