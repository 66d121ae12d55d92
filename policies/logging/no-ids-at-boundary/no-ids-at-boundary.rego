# METADATA
# title: Nobody watches the boundary
# description: |
#   The device joins the control system to the office, the internet, a DMZ or remote access. None of its rules binds
#   intrusion prevention, and it copies no traffic to a monitor. An attack that the rules permit is seen by nobody.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { TRE: 2, SI: 2 }
#   requirements: [SR 6.2, SR 3.2 RE 1]
#   verdict_kind: indicates
#   owner: IT+OT
#   phase: 2
#   needs_map: true
#   action: Bind intrusion prevention to the rules of the boundary, or copy its traffic to a monitor.
package zoneproof.checks.logging["no-ids-at-boundary"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

device contains finding if {
	_boundary
	count(input.permits) > 0
	not _inspects
	count(input.surface.mirrors) == 0
	finding := {
		"verdict": verdict.of_absence(_unread),
		"severity": "medium",
		"message": concat("", [concat(" ", [input.id, "neither inspects what crosses the boundary nor copies it to a monitor"]), unread.unless(_unread)]),
		"subject": ["monitoring"],
		"evidence": [["doubts"]],
	}
}

device contains posture.not_seen if {
	_boundary
	not input.surface
	not _inspects
}

_boundary if {
	some inside in input.zones
	inside.kind in (zones.iacs | {"infrastructure"}) # a link leads to the control system
	some outside in input.zones
	outside.kind in (zones.outside | zones.access)
}

_inspects if {
	some rule in input.permits
	some profile in rule.profiles
	some word in ["ips-sensor ", "profile-group ", "virtual-patch-profile "]
	startswith(profile, word)
}

_unread := unread.about(["policy", "inspect", "ips", "profile", "monitor", "mirror", "span"])
