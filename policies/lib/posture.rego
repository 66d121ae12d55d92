# METADATA
# description: What checks of how a device is run have in common.
package zoneproof.lib.posture

not_read := {"not_assessed": "how the device is run is not read from exports of its vendor"}
