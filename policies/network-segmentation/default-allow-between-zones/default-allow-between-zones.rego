# METADATA
# title: Everything passes between two zones by default
# description: |
#   What no rule speaks of is let through between the two zones: there is no filter in the way, the platform's default
#   permits it, or a rule permits everything. From SL 2 a boundary denies by default and allows by exception.
# schemas:
#   - input: schema.pair
# custom:
#   severity: critical
#   sl_target: { RDF: 2 }
#   requirements: [SR 5.2 RE 1]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Put a filter between the two zones that permits the declared flows and denies and logs the rest.
package zoneproof.checks["network-segmentation"]["default-allow-between-zones"]

import data.zoneproof.lib.carriers

pair contains finding if {
	some i in carriers.open_default
	found := carriers.finding(i, "excess", "as the default for whatever no other rule decides")
	finding := object.union(found, {"severity": "critical"})
}
