# METADATA
# title: SNMP version 1 or 2c
# description: |
#   The device answers SNMP of version 1 or 2c. Its community is a password that is sent in clear text; one that
#   everybody knows, or that may write, gives the device away.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { IAC: 1, RA: 1, DC: 1 }
#   requirements: [SR 1.5, SR 7.7, SR 4.1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Use SNMPv3 with authentication and encryption, and remove the communities.
package zoneproof.checks["secure-communication"]["snmp-v1v2c"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, community in input.posture.snmp.communities
	rating := _rating(community)
	finding := {
		"verdict": verdict.of_presence,
		"severity": rating[0],
		"message": concat("", [input.id, " answers SNMP ", concat(" and ", community.versions), rating[1]]),
		"subject": [format_int(i, 10)],
		"evidence": [["posture", "snmp", "communities", i]],
	}
}

device contains {"not_assessed": "the export does not tell whether the device answers SNMP"} if {
	input.posture
	not "enabled" in object.keys(input.posture.snmp)
}

device contains posture.not_read if not input.posture

_rating(community) := ["high", " to a community that everybody knows"] if {
	community.well_known
} else := ["high", " to a community that may write"] if {
	community.writes
} else := ["medium", ""]
