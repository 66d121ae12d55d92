# METADATA
# title: Updates straight from the office or the internet
# description: |
#   Hosts of the control system fetch updates from the office or the internet instead of a server in the DMZ: the ports
#   of WSUS towards the office, those of WSUS or of the web towards the internet.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { RDF: 2, SI: 2 }
#   requirements: [SR 5.2 RE 1, SR 3.2 RE 1]
#   verdict_kind: indicates
#   owner: IT+OT
#   phase: 2
#   action: Let a server in the DMZ fetch updates, and the plant fetch them there.
package zoneproof.checks["patching-compensating"]["patch-source-direct"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	zones.iacs[input.from.kind]
	_ports[input.to.kind]
	some i in carriers.specific
	ids := protocols.among(input.carriers[i].permits, _ports[input.to.kind])
	count(ids) > 0
	found := carriers.finding(i, "permits", concat(" ", ["as for updates", concat("", ["(", text.few(ids), ")"])]))
	finding := object.union(found, {"severity": "medium"})
}

_ports := {
	"enterprise": {"wsus", "wsus-tls"},
	"internet": {"wsus", "wsus-tls", "http", "https"},
}
