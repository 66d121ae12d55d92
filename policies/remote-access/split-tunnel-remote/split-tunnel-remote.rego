# METADATA
# title: Remote clients keep their way to the internet
# description: |
#   A client that is connected to the plant keeps its own way to the internet. What takes it over from there stands
#   in the plant.
# schemas:
#   - input: schema.device
# custom:
#   severity: medium
#   sl_target: { IAC: 2 }
#   requirements: [SR 1.13]
#   verdict_kind: indicates
#   owner: IT
#   phase: 2
#   action: Send all packets of the client into the tunnel while it is connected.
package zoneproof.checks["remote-access"]["split-tunnel-remote"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, portal in input.posture.portals
	portal.enabled
	some j, profile in portal.profiles
	profile.tunnel
	profile.split_tunnel
	finding := _finding(concat(" ", ["profile", profile.name]), ["portals", i, "profiles", j])
}

device contains finding if {
	some i, tunnel in input.posture.tunnels
	tunnel.dial_up
	tunnel.split_tunnel
	finding := _finding(concat(" ", ["tunnel", tunnel.name]), ["tunnels", i])
}

device contains posture.untold({"portals", "tunnels"})

device contains {"not_assessed": "the export does not tell what clients of its tunnels send into them"} if {
	some tunnel in input.posture.tunnels
	tunnel.dial_up
	not "split_tunnel" in object.keys(tunnel)
}

device contains posture.not_read if not input.posture

_finding(by, path) := {
	"verdict": verdict.of_presence,
	"severity": "medium",
	"message": concat(" ", [input.id, "leaves clients of the", by, "their own way to the internet"]),
	"subject": [by],
	"evidence": [array.concat(["posture"], path)],
}
