# METADATA
# title: OPC Classic with the dynamic port range
# description: |
#   A rule lets the endpoint mapper (tcp/135) and a wide range of ports through between zones: OPC Classic over DCOM as
#   it is out of the box. With it goes every other service of Windows that takes a port as it comes.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2, RA: 2 }
#   requirements: [SR 5.2 RE 1, SR 7.7]
#   verdict_kind: decisive
#   owner: OT
#   phase: 2
#   action: Use OPC UA, or a tunneller, or give the OPC server fixed ports and name these.
package zoneproof.checks["secure-communication"]["dcom-range-open"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.zones

pair contains finding if {
	zones.touches_iacs(input)
	some i in carriers.specific
	carrier := input.carriers[i]
	carrier.rule.wide_ports
	count(protocols.among(carrier.permits, {"msrpc"})) > 0
	found := carriers.finding_of_rule(i, "permits", "by tcp/135 and a wide range of ports, as OPC Classic asks for")
	finding := object.union(found, {"severity": "high"})
}
