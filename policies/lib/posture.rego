# METADATA
# description: What checks of how a device is run have in common.
# schemas:
#   - input: schema.device
package zoneproof.lib.posture

import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict as bounds

not_read := {"not_assessed": "how the device is run is not read from exports of its vendor"}

not_seen := {"not_assessed": "what the device offers on the network is not read from exports of its vendor"}

# Which of these lists an export does not tell; undefined where it tells all.
untold(lists) := {"not_assessed": concat(" ", ["the export does not tell of", concat(" and ", missing)])} if {
	input.posture
	missing := [name | some list, name in _names; list in lists; not list in object.keys(input.posture)]
	count(missing) > 0
}

_names := {
	"portals": "portals for people from outside",
	"tunnels": "tunnels",
	"users": "users from outside",
}

# Undefined where an administrator is named. Somebody administers every device.
no_administrator := {"not_assessed": "the export names no administrator of the device"} if {
	count(input.posture.administration.accounts) == 0
}

# A setting, with the words by which statements about it are told: one that was not understood may change it.
verdict(words) := bounds.of_absence(unread.about(words))
