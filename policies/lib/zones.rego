# METADATA
# description: Groups of zone kinds that several checks share.
package zoneproof.lib.zones

# Where the industrial automation and control system itself is.
iacs := {"operations", "cell", "safety", "wireless", "building"}

# Where controllers are operated from or stand: what IT must not reach directly.
control := {"operations", "cell", "safety"}

# Between the two: broker, remote and vendor access.
access := {"dmz", "remote-access", "vendor"}

# Networks that nobody of the plant answers for.
outside := {"internet", "enterprise", "unmapped"}

touches_iacs(pair) if iacs[pair.from.kind]

touches_iacs(pair) if iacs[pair.to.kind]

# The device joins something of the plant, as far as it is known: links between devices lead to the control system.
of_plant if input.has_map == false

of_plant if {
	some zone in input.zones
	not zone.kind in {"enterprise", "internet"}
}
