# METADATA
# title: Tunnel that protects nothing
# description: |
#   The device lets clients in by PPTP or plain L2TP, or has a GRE or IP-in-IP tunnel without IPsec to an address outside
#   the plant. Everybody on the way reads along and joins in.
# schemas:
#   - input: schema.device
# custom:
#   severity: critical
#   sl_target: { DC: 2 }
#   requirements: [SR 4.1 RE 1, SR 4.3]
#   verdict_kind: decisive
#   owner: IT
#   phase: 1
#   action: Use IPsec, OpenVPN or WireGuard; put GRE into IPsec (tunnel protection).
package zoneproof.checks["secure-communication"]["insecure-vpn-type"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.verdict

device contains finding if {
	some i, tunnel in input.surface.plain_tunnels
	_matters(tunnel)
	finding := {
		"verdict": _verdict(tunnel),
		"severity": "critical",
		"message": concat(" ", [input.id, "carries", tunnel.name, concat("", ["(", tunnel.kind, ")"]), "without protection of its own"]),
		"subject": [tunnel.name],
		"evidence": [["surface", "plain_tunnels", i]],
	}
}

device contains posture.not_seen if not input.surface

_matters(tunnel) if {
	tunnel.kind in {"pptp", "l2tp"}
	not tunnel.protected
}

_matters(tunnel) if {
	tunnel.leaves_plant
	not tunnel.protected
}

_verdict(tunnel) := verdict.of({"certain": tunnel.protected == false}) if {
	"protected" in object.keys(tunnel)
} else := verdict.of({"certain": false})
