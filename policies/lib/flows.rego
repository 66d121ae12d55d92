# METADATA
# description: |
#   Declared flows of a pair that get through, or may. What a check finds in the services of one is about the flow, not
#   about the rules that carry it.
# schemas:
#   - input: schema.pair
package zoneproof.lib.flows

passing contains i if {
	some i, flow in input.flows
	flow.state != "blocked"
}

# Some of it is blocked, or its answers are, and the rest of it gets there.
passing contains i if {
	some i, flow in input.flows
	flow.part
}

# A finding about flow `i`, without its severity; `tail` ends the sentence "F-081 (s7comm) from scada to cell-a …". What
# checks of the kind `indicates` say is `indicated` either way: the sentence tells where it is not sure that it passes.
finding(i, tail) := {
	"verdict": _verdicts[_passage(flow)],
	"message": concat(" ", [
		flow.id, concat("", ["(", flow.service, ")"]),
		"from", input.from.id, "to", concat("", [input.to.id, _if_it_passes[_passage(flow)]]), tail,
	]),
	"flow": flow.id,
	"subject": ["flow", flow.id],
	"evidence": [["flows", i]],
} if {
	flow := input.flows[i]
}

_passage(flow) := flow.part if {
	flow.part
} else := flow.state

_if_it_passes := {
	"open": "",
	"unknown": ", if it passes,",
	"surely": ", as far as it is not blocked,",
	"perhaps": ", if a part of it passes,",
}

_verdicts := {"open": "violated", "unknown": "unproved", "surely": "violated", "perhaps": "unproved"}
