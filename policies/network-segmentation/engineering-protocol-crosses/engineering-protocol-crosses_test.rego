package zoneproof.checks["network-segmentation"]["engineering-protocol-crosses_test"]

import data.zoneproof.checks["network-segmentation"]["engineering-protocol-crosses"] as check
import data.zoneproof.lib.given_test as given

test_violated_undeclared if {
	found := check.pair with input as _pair(given.undeclared_with(given.rule({}), true, [_codesys]))

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as _pair(given.undeclared_with(given.rule({}), false, [_codesys]))

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_declared if {
	found := check.pair with input as _pair(given.declared(given.rule({}), [_codesys]))

	found == set()
}

test_clean_other_protocol if {
	found := check.pair with input as _pair(given.undeclared_with(given.rule({}), true, [given.modbus]))

	found == set()
}

test_clean_all_services_belong_to_any_service_rule if {
	all := given.undeclared_with(given.rule({"full_tcp_or_udp": true}), true, [_codesys])
	found := check.pair with input as _pair(all)

	found == set()
}

_codesys := {"codesys-v3": "tcp/11740"}

_pair(carrier) := given.pair("operations", "cell", [carrier])
