# METADATA
# title: Administration sessions that never end
# description: |
#   A session of an administrator does not end when nobody works in it. Who finds an open console is administrator.
# schemas:
#   - input: schema.device
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

device contains finding if {
	input.posture.administration.idle_minutes == 0
	finding := {
		"verdict": posture.verdict(["timeout", "line", "global"]),
		"severity": "medium",
		"message": concat(" ", [input.id, "never ends an idle session of an administrator"]),
		"subject": ["idle"],
		"evidence": [["posture", "administration"]],
	}
}

device contains {"not_assessed": "the export does not tell when idle sessions end"} if {
	input.posture
	not "idle_minutes" in object.keys(input.posture.administration)
}

device contains posture.not_read if not input.posture
