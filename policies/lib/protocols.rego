# METADATA
# description: |
#   What the services of a set of packets may be: candidates of its ports, as `lib.services` tells them once for all sets
#   that have the same.
# schemas:
#   - input: schema.pair
package zoneproof.lib.protocols

# Ids of protocols that can write to a controller, those first that everybody knows.
process(set) := input.services[set.services].process

remote_desktop(set) := input.services[set.services].remote_desktop

# Programming of controllers.
engineering(set) := input.services[set.services].engineering

# Programming of safety controllers, or of others.
safety_engineering(set) := input.services[set.services].safety_engineering

# Services that protect nothing on the way.
clear_text(set) := input.services[set.services].clear_text

# Control and administration that tells nobody whether it was changed on the way.
without_integrity(set) := input.services[set.services].without_integrity

# Those of `ids` that the services of a set may be, sorted.
among(set, ids) := sort([id |
	some id in ids
	input.services[set.services].protocols[id]
])
