# METADATA
# description: What checks of how a device is run have in common.
# schemas:
#   - input: schema.device
package zoneproof.lib.posture

import data.zoneproof.lib.unread
import data.zoneproof.lib.verdict as bounds

not_read := {"not_assessed": "how the device is run is not read from exports of its vendor"}

not_seen := {"not_assessed": "what the device offers on the network is not read from exports of its vendor"}

# A setting, with the words by which statements about it are told: one that was not understood may change it.
verdict(words) := bounds.of_absence(unread.about(words))
