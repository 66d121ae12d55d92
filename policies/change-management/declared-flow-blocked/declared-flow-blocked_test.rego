package zoneproof.checks["change-management"]["declared-flow-blocked_test"]

import data.zoneproof.checks["change-management"]["declared-flow-blocked"] as check
import data.zoneproof.lib.given_test as given

test_violated_flow_that_a_rule_denies if {
	found := check.pair with input as _pair(_flow("blocked", [given.rule({"action": "deny"})]))

	given.outcome(found) == {["violated", "medium"]}
	some finding in found
	finding.message == "flow F-091 from a-operations to b-cell (s7comm) is declared and denied by {blocked_by}"
	finding.evidence == [["flows", 0, "blocked_by"], ["flows", 0], ["flows", 0, "blocked_witness"]]
}

test_violated_flow_that_passes_nowhere if {
	found := check.pair with input as _pair(object.remove(_flow("blocked", []), ["blocked_witness"]))

	some finding in found
	endswith(finding.message, "is declared and passes nowhere")
	finding.evidence == [["flows", 0, "blocked_by"], ["flows", 0]]
}

test_unproved_low_when_it_cannot_be_told if {
	found := check.pair with input as _pair(_flow("unknown", []))

	given.outcome(found) == {["unproved", "low"]}
}

test_clean_open if {
	found := check.pair with input as _pair(_flow("open", []))

	found == set()
}

test_clean_unknown_for_want_of_the_devices_between if {
	found := check.pair with input as object.union(_pair(_flow("unknown", [])), {"attached": false})

	found == set()
}

_pair(flow) := object.union(given.joined(given.pair("operations", "cell", [])), {"flows": [flow]})

_flow(state, blocked_by) := {
	"id": "F-091",
	"conduit": "C-09",
	"service": "s7comm",
	"state": state,
	"blocked_witness": {"text": "tcp 10.20.30.11:49152 -> 10.20.102.10:102"},
	"blocked_by": blocked_by,
	"location": given.location(12),
}
