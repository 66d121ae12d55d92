# METADATA
# title: Administration sessions that never end
# description: |
#   A session of an administrator does not end when nobody works in it. Who finds an open console is administrator.
# schemas:
#   - input: schema.device
#   - data.thresholds: schema.thresholds
# custom:
#   severity: medium
#   sl_target: { UC: 1 }
#   requirements: [SR 2.5]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: End idle sessions after some minutes, on every line and in the web interface.
package zoneproof.checks.authentication["no-admin-idle-timeout"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.text

device contains finding if {
	trouble := _trouble(input.posture.administration.idle_minutes)
	finding := {
		"verdict": posture.verdict(["timeout", "line", "global"]),
		"severity": "medium",
		"message": concat(" ", [input.id, trouble]),
		"subject": ["idle"],
		"evidence": [["posture", "administration"]],
	}
}

device contains {"not_assessed": "the export does not tell when idle sessions end"} if {
	input.posture
	not "idle_minutes" in object.keys(input.posture.administration)
}

device contains posture.not_read if not input.posture

_trouble(minutes) := "never ends an idle session of an administrator" if {
	minutes == 0
} else := concat(" ", ["ends an idle session of an administrator after", text.number(floor(minutes)), "minutes"]) if {
	_most > 0
	minutes > _most
}

# Minutes; 0: any end will do.
_most := data.thresholds["no-admin-idle-timeout"].most_minutes
