# METADATA
# description: |
#   Declared flows of a pair that get through, or may. What a check finds in the services of one is about the flow, not
#   about the rules that carry it.
# schemas:
#   - input: schema.pair
package zoneproof.lib.flows

passing := {i |
	some i, flow in input.flows
	flow.state != "blocked"
}

# A finding about flow `i`, without its severity; `tail` ends the sentence "F-081 (s7comm) from scada to cell-a …". What
# checks of the kind `indicates` say is `indicated` either way: the sentence tells where it is not sure that it passes.
finding(i, tail) := {
	"verdict": _verdicts[flow.state],
	"message": concat(" ", [
		flow.id, concat("", ["(", flow.service, ")"]),
		"from", input.from.id, "to", concat("", [input.to.id, _if_it_passes[flow.state]]), tail,
	]),
	"flow": flow.id,
	"subject": ["flow", flow.id],
	"evidence": [["flows", i]],
} if {
	flow := input.flows[i]
}

_if_it_passes := {"open": "", "unknown": ", if it passes,"}

_verdicts := {"open": "violated", "unknown": "unproved"}
