# METADATA
# title: Administration over telnet or HTTP
# description: |
#   The device accepts telnet or plain HTTP for its administration. Passwords and sessions can be read and taken over by
#   whoever sits on the path.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { IAC: 1, RA: 1 }
#   requirements: [SR 7.7, SR 1.5]
#   verdict_kind: decisive
#   owner: IT
#   phase: 1
#   action: Turn telnet and HTTP off; administer by SSH and HTTPS.
package zoneproof.checks["secure-communication"]["admin-telnet-http"]

import data.zoneproof.lib.verdict

device contains finding if {
	some i, service in input.management
	_clear_text[service.service]
	found := verdict.of_setting(service)
	finding := {
		"verdict": found,
		"severity": _severity[found],
		"message": concat("", [_opening[found], input.id, " accepts administration by ", service.service]),
		"subject": [service.service],
		"evidence": [["management", i]],
	}
}

device contains {"not_assessed": "nothing in the export tells how it is administered"} if {
	count(input.management) == 0
}

_clear_text := {"telnet", "http"}

_severity := {"violated": "high", "unproved": "medium"}

_opening := {"violated": "", "unproved": "the export does not tell whether "}
