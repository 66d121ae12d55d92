# METADATA
# title: Zone without any boundary in the given devices
# description: |
#   No interface of a given device leads to the zone: nothing that was given shows its boundary. Either a configuration
#   is missing from the run, or the map says more than there is.
# schemas:
#   - input: schema.map
# custom:
#   severity: medium
#   sl_target: { RDF: 1 }
#   requirements: [SR 5.2]
#   verdict_kind: indicates
#   owner: OT
#   phase: 1
#   action: Give the configuration of the device that stands before the zone, or correct its networks in the map.
package zoneproof.checks["network-segmentation"]["zone-without-boundary"]

import data.zoneproof.lib.declared

map contains finding if {
	some i in declared.owned
	count(input.zones[i].interfaces) == 0
	message := concat(" ", ["no given device has an interface that leads to", input.zones[i].id])
	finding := object.union(declared.of_zone(i, message), {"severity": "medium"})
}
