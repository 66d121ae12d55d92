# METADATA
# title: Database of the plant open to the office
# description: |
#   A database port is open from the office, the internet or a vendor straight into the control system. A query is enough
#   to read all, and with the rights that plant databases are run with, to change all.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2 }
#   requirements: [SR 5.2 RE 1, SR 5.4]
#   verdict_kind: decisive
#   owner: OT
#   phase: 2
#   action: Put a replica into the DMZ and let the office ask that one.
package zoneproof.checks["network-segmentation"]["database-across-boundary"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	input.from.kind in {"enterprise", "internet", "vendor"}
	zones.iacs[input.to.kind]
	some i in carriers.specific
	ids := protocols.among(input.carriers[i].permits, {"mssql", "oracle", "mysql", "postgresql"})
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["on ports of", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}
