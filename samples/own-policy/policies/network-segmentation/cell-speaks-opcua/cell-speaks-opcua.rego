# METADATA
# title: Cell that speaks something else than OPC UA
# description: |
#   House rule: between a cell and the operations zone everything goes by OPC UA with its certificates. Other protocols
#   are found even where a conduit declares them.
# schemas:
#   - input: schema.pair
#   - data.thresholds: schema.thresholds
# custom:
#   severity: medium
#   sl_target: { DC: 1, SI: 1 }
#   requirements: [SR 3.1, SR 4.1]
#   verdict_kind: decisive
#   owner: OT
#   phase: 3
#   action: Let an OPC UA server stand before the old controller, and delete the rule.
package zoneproof.checks["network-segmentation"]["cell-speaks-opcua"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.text

pair contains finding if {
	{input.from.kind, input.to.kind} == {"cell", "operations"}
	some i in carriers.specific
	others := _others(input.carriers[i].permits)
	count(others) > 0
	found := carriers.finding_of_rule(i, "permits", concat(" ", ["by", text.few(sort(others))]))
	finding := object.union(found, {"severity": "medium"})
}

# A port with a candidate that is allowed is taken for that one.
_others(set) := {id |
	some id, port in input.services[set.services].protocols
	not port in _allowed_ports(set)
}

_allowed_ports(set) := {port |
	some id, port in input.services[set.services].protocols
	id in data.thresholds["cell-speaks-opcua"].allowed
}
