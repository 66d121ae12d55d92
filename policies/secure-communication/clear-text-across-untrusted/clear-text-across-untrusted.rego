# METADATA
# title: Clear text across an untrusted medium
# description: |
#   A protocol without encryption crosses the internet, a wireless or a leased link outside a tunnel. On the way it can
#   be read, and often changed. Candidates of the port count where none of them encrypts; time, names and pings are left
#   out.
# schemas:
#   - input: schema.pair
# custom:
#   severity: high
#   sl_target: { DC: 2, SI: 2 }
#   requirements: [SR 4.1 RE 1, SR 3.1]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 1
#   action: Send it through a tunnel, or use the encrypted variant of the protocol.
package zoneproof.checks["secure-communication"]["clear-text-across-untrusted"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.flows
import data.zoneproof.lib.protocols
import data.zoneproof.lib.text

pair contains finding if {
	_untrusted
	some i in flows.passing
	ids := protocols.clear_text(input.flows[i])
	count(ids) > 0
	found := flows.finding(i, concat(" ", ["crosses an untrusted medium in clear text:", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}

pair contains finding if {
	_untrusted
	some i in carriers.specific_excess
	ids := protocols.clear_text(input.carriers[i].excess)
	count(ids) > 0
	found := carriers.finding_of_rule(i, "excess", concat(" ", ["in clear text across an untrusted medium:", text.few(ids)]))
	finding := object.union(found, {"severity": "high"})
}

_untrusted if {
	_open
	not _tunnelled
}

_open if input.conduit.medium in {"internet", "wireless", "leased"}

_open if "internet" in {input.from.kind, input.to.kind}

# Every way that something may pass leads through a tunnel.
_tunnelled if {
	ways := [path | some path in input.paths; path.passes != "nothing"]
	count(ways) > 0
	every path in ways {
		some hop in path.hops
		hop.tunnel
	}
}
