# METADATA
# title: Outdated cryptography in a tunnel
# description: |
#   A tunnel accepts algorithms that are outdated: DES, 3DES, MD5, SHA-1, Diffie-Hellman groups below 14, or IKEv1 in
#   aggressive mode. What it carries can be read or changed by those who make the effort.
# schemas:
#   - input: schema.device
#   - data.thresholds: schema.thresholds
# custom:
#   severity: high
#   sl_target: { DC: 1, SI: 1 }
#   requirements: [SR 4.3, SR 3.1]
#   verdict_kind: decisive
#   owner: IT
#   phase: 2
#   action: Accept AES with SHA-2 and groups 14 and above only, and IKEv2.
package zoneproof.checks["secure-communication"]["weak-vpn-crypto"]

import data.zoneproof.lib.posture
import data.zoneproof.lib.text
import data.zoneproof.lib.verdict

device contains finding if {
	some i, tunnel in input.posture.tunnels
	weak := _weak_of(tunnel)
	count(weak) > 0
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "accepts", concat(", ", sort(weak)), "for the tunnel", tunnel.name]),
		"subject": [tunnel.name],
		"evidence": [["posture", "tunnels", i]],
	}
}

device contains finding if {
	some i, portal in input.posture.portals
	portal.enabled
	weak := _ciphers(portal) | _tls(portal)
	count(weak) > 0
	names := concat(", ", [profile.name | some profile in portal.profiles])
	finding := {
		"verdict": verdict.of_presence,
		"severity": "high",
		"message": concat(" ", [input.id, "accepts", concat(", ", sort(weak)), "for its portal", names]),
		"subject": ["portal", names],
		"evidence": [["posture", "portals", i]],
	}
}

device contains posture.untold({"portals", "tunnels"})

device contains {"not_assessed": "the export does not tell what some of its tunnels or portals accept"} if {
	some part in array.concat(
		[tunnel | some tunnel in input.posture.tunnels],
		[portal | some portal in input.posture.portals; portal.enabled],
	)
	every one in array.concat([part], object.get(part, "selectors", [])) {
		not one.proposals
	}
}

device contains posture.not_read if not input.posture

_ciphers(portal) := {proposal |
	some proposal in portal.proposals
	some word in split(proposal, "-")
	_outdated[word]
}

_tls(portal) := {concat(" ", ["TLS from", portal.minimum_tls])} if {
	_old_tls[portal.minimum_tls]
} else := set()

_old_tls := {"1.0", "1.1", "tls1-0", "tls1-1", "tlsv1", "tlsv1-only", "tlsv1.1", "any", "sslv3", "sslv3-only"}

_weak_of(tunnel) := (_algorithms(tunnel) | _groups(tunnel)) | _mode(tunnel)

_algorithms(tunnel) := {proposal |
	some part in array.concat([tunnel], tunnel.selectors)
	some proposal in part.proposals
	some word in split(proposal, "-")
	word in _outdated
}

_groups(tunnel) := {concat(" ", ["group", text.number(group)]) |
	some part in array.concat([tunnel], tunnel.selectors)
	some group in part.dh_groups
	group < data.thresholds["weak-vpn-crypto"].least_dh_group
}

_mode(tunnel) := {"aggressive mode"} if {
	tunnel.aggressive
	tunnel.ike_version == 1
} else := set()

_outdated := {word | some word in data.thresholds["weak-vpn-crypto"].algorithms}
