# METADATA
# title: FTP or TFTP across a boundary
# description: |
#   FTP or TFTP crosses from zone to zone. They send names, passwords and files in clear text, and TFTP asks for none at
#   all.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { RA: 2, DC: 2 }
#   requirements: [SR 7.7, SR 4.1 RE 1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 2
#   action: Use SFTP or HTTPS instead, with names and keys of its own.
package zoneproof.checks["secure-communication"]["legacy-file-transfer"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text
import data.zoneproof.lib.zones

pair contains finding if {
	zones.touches_iacs(input)
	some i in carriers.specific
	ids := protocols.among(input.carriers[i].permits, {"ftp", "tftp"})
	count(ids) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["with", text.few(ids)]))
	finding := object.union(found, {"severity": "medium"})
}
