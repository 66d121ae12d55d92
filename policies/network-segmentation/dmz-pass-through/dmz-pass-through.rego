# METADATA
# title: Service that goes through the DMZ
# description: |
#   The same service is open from outside to a host of the DMZ, and from that host on into the control system. A session
#   can be chained through, as if there were no DMZ. Declared flows and undeclared packets count; of two rules that both
#   name the whole DMZ nothing is said here, they have checks of their own.
# schemas:
#   - input: schema.map
# custom:
#   severity: high
#   sl_target: { RDF: 2 }
#   requirements: [SR 5.2, SR 5.2 RE 1, SR 5.4]
#   verdict_kind: indicates
#   owner: OT
#   phase: 1
#   action: Let the host in the DMZ hand data over by another service, started from the control system.
package zoneproof.checks["network-segmentation"]["dmz-pass-through"]

import data.zoneproof.lib.declared
import data.zoneproof.lib.text
import data.zoneproof.lib.verdict
import data.zoneproof.lib.zones

map contains finding if {
	some i, chain in input.chains
	declared.kinds[chain.via] == "dmz"
	declared.kinds[chain.from] in {"enterprise", "internet"}
	zones.iacs[declared.kinds[chain.to]]
	found := verdict.of(chain)
	finding := object.union(declared.target_of(declared.by_id[chain.to]), {
		"verdict": found,
		"severity": "high",
		"message": concat(" ", [
			chain.from, _reaches[found], text.few(chain.hosts), "in", chain.via, "and that one",
			chain.to, "by the same service,", text.few(chain.services),
		]),
		"from": chain.from,
		"to": chain.to,
		"subject": [chain.from, chain.via, chain.to],
		"evidence": [["chains", i, "steps"]],
	})
}

_reaches := {"violated": "reaches", "unproved": "may reach"}
