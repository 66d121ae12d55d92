# METADATA
# title: Backups in the zone itself or in the office
# description: |
#   All hosts that keep the backups of the zone stand in the zone itself, where one fire or one worm takes both, or in
#   the office network, which falls first.
# schemas:
#   - input: schema.map
# custom:
#   severity: low
#   sl_target: { RA: 2 }
#   requirements: [SR 7.3, SR 7.4]
#   verdict_kind: indicates
#   owner: IT+OT
#   phase: 3
#   action: Keep a second copy in another zone of the plant, or off line.
package zoneproof.checks["backup-recovery"]["backup-target-same-zone"]

import data.zoneproof.lib.declared

map contains finding if {
	some i, zone in input.zones
	places := {target.zone | some target in zone.backup_to}
	count(places) > 0
	where := _where(zone, places)
	message := concat(" ", ["all backups of", zone.id, "are kept", where])
	finding := object.union(declared.of_zone(i, message), {"severity": "low"})
}

_where(zone, places) := "in the zone itself" if {
	places == {zone.id}
} else := "in the office network" if {
	every place in places {
		declared.kinds[place] == "enterprise"
	}
}
