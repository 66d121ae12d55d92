# METADATA
# title: Windows file sharing across a boundary
# description: |
#   SMB or NetBIOS crosses between the office, remote access or the internet and the control system, or into or out of a
#   cell. This is how worms go from one computer to all.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { RDF: 2, RA: 2 }
#   requirements: [SR 5.2 RE 1, SR 7.7]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Remove the service; hand files over by SFTP through a server in the DMZ that looks for malware.
package zoneproof.checks["network-segmentation"]["smb-across-boundary"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	_boundary
	some i in carriers.specific
	ids := protocols.among(input.carriers[i].permits, {"smb", "netbios"})
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["on ports of", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}

_boundary if {
	zones.touches_iacs(input)
	some kind in {input.from.kind, input.to.kind}
	not zones.iacs[kind]
	kind != "infrastructure"
}

_boundary if "cell" in {input.from.kind, input.to.kind}
