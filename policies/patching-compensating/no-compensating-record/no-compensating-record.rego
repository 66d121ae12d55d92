# METADATA
# title: Unpatched hosts without a compensating measure
# description: |
#   The zone holds hosts that get no patches any more, and no valid exception in the map says what protects them instead.
#   What protects them then depends on who remembers it.
# schemas:
#   - input: schema.map
# custom:
#   severity: medium
#   sl_target: { SI: 1, RA: 1 }
#   requirements: [SR 3.2, SR 7.7]
#   verdict_kind: decisive
#   owner: OT
#   phase: 2
#   action: Record an exception for this check and zone with the compensating measure, who approved it and until when.
package zoneproof.checks["patching-compensating"]["no-compensating-record"]

import data.zoneproof.lib.declared
import data.zoneproof.lib.text

# A valid exception of the zone makes this accepted, with what it says; one that has expired makes it worse.
map contains finding if {
	some i, zone in input.zones
	count(zone.unpatchable) > 0
	message := concat(" ", [zone.id, "holds hosts that get no patches:", text.few(zone.unpatchable)])
	finding := object.union(declared.of_zone(i, message), {"severity": "medium"})
}
