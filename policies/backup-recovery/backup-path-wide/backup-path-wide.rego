# METADATA
# title: Backup flow wider than it has to be
# description: |
#   A declared flow between a backup server and the zone it serves opens the whole zone instead of the hosts that are
#   saved, or the same service is open in both directions. Backup servers reach everything, hence attackers look for them
#   first. Rules that are wider than their flow have checks of their own.
# schemas:
#   - input: schema.map
# custom:
#   severity: medium
#   sl_target: { RDF: 2, RA: 2 }
#   requirements: [SR 5.2 RE 1, SR 7.3]
#   verdict_kind: indicates
#   owner: OT
#   phase: 2
#   action: Name the hosts that are saved, and let one side alone start.
package zoneproof.checks["backup-recovery"]["backup-path-wide"]

import data.zoneproof.lib.declared

map contains finding if {
	some i, conduit in input.conduits
	some j, flow in conduit.flows
	some zone in input.zones
	some target in zone.backup_to
	wide := _wide(flow, target.host, zone.id)
	message := concat(" ", ["the backup flow", flow.id, wide])
	finding := object.union(declared.of_flow(i, j, message), {"severity": "medium"})
}

_wide(flow, host, zone) := concat(" ", ["opens the whole of", zone]) if {
	_names(flow.from, host)
	_whole(flow.to, zone)
} else := concat(" ", ["lets the whole of", zone, "reach", host]) if {
	_names(flow.to, host)
	_whole(flow.from, zone)
} else := concat(" ", ["of", host, "is open in both directions"]) if {
	_names(flow.from, host)
	some conduit in input.conduits
	some back in conduit.flows
	_names(back.to, host)
	back.service == flow.service
	some end in back.from
	end.zone == zone
	some other in flow.to
	other.zone == zone
}

_names(ends, host) if {
	some end in ends
	host in end.backup_hosts
}

_whole(ends, zone) if {
	some end in ends
	end.whole
	end.zone == zone
}
