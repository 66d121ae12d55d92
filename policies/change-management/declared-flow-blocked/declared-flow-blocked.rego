# METADATA
# title: Declared flow is blocked
# description: |
#   The map declares a flow that the devices do not let through, in whole or in part. Either production lacks what it
#   needs or the map is out of date; both surprise somebody at the next change.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: decisive
#   owner: OT
#   phase: 2
#   action: Permit the flow where it is denied, or take it out of the map.
package zoneproof.checks["change-management"]["declared-flow-blocked"]

pair contains finding if {
	some i, flow in input.flows
	flow.state == "blocked"
	finding := {
		"verdict": "violated",
		"severity": "medium",
		"message": concat(" ", ["flow", flow.id, _ends, concat("", ["(", flow.service, ")"]), "is declared and", _by(flow)]),
		"subject": [flow.id],
		"evidence": array.concat(
			[["flows", i, "blocked_by"], ["flows", i]],
			[["flows", i, "blocked_witness"] | flow.blocked_witness],
		),
	}
}

# Devices that join both zones were given, and still it cannot be told.
pair contains finding if {
	input.attached
	some i, flow in input.flows
	flow.state == "unknown"
	finding := {
		"verdict": "unproved",
		"severity": "low",
		"message": concat(" ", [
			"flow", flow.id, _ends, concat("", ["(", flow.service, ")"]),
			"is declared and it cannot be told whether it passes",
		]),
		"subject": [flow.id],
		"evidence": [["flows", i], ["reasons"]],
	}
}

_ends := concat(" ", ["from", input.from.id, "to", input.to.id])

_by(flow) := "denied by {blocked_by}" if {
	count(flow.blocked_by) > 0
} else := "passes nowhere"
