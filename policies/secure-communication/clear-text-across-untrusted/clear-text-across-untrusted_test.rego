package zoneproof.checks["secure-communication"]["clear-text-across-untrusted_test"]

import data.zoneproof.checks["secure-communication"]["clear-text-across-untrusted"] as check
import data.zoneproof.lib.given_test as given

test_violated_undeclared_to_the_internet if {
	found := check.pair with input as _out(true)

	given.outcome(found) == {["violated", "high"]}
}

test_violated_declared_over_wireless if {
	flow := given.flow("F-121", "open", [given.modbus])
	facts := given.flowing(given.pair("wireless", "operations", []), [flow])
	found := check.pair with input as object.union(facts, {"conduit": {"medium": "wireless"}})

	{finding.flow | some finding in found} == {"F-121"}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as _out(false)

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_through_a_tunnel if {
	hop := {"device": "fw-edge", "ingress": "port1", "egress": "to-plant-2", "tunnel": true}
	found := check.pair with input as object.union(_out(true), {"paths": [{"hops": [hop], "passes": "surely"}]})

	found == set()
}

test_clean_encrypted if {
	carrier := given.undeclared_with(given.rule({}), true, [given.https])
	found := check.pair with input as given.pair("operations", "internet", [carrier])

	found == set()
}

# The port is that of an encrypted protocol too: which of them it is nobody knows.
test_clean_port_that_encrypted_ones_share if {
	carrier := given.undeclared_with(given.rule({}), true, [{"snmp-v1v2c": "udp/161"}, {"snmp-v3": "udp/161"}])
	found := check.pair with input as given.pair("operations", "internet", [carrier])

	found == set()
}

test_clean_inside_the_plant if {
	carrier := given.undeclared_with(given.rule({}), true, [given.modbus])
	found := check.pair with input as given.pair("operations", "cell", [carrier])

	found == set()
}

_out(certain) := given.pair("dmz", "internet", [given.undeclared_with(given.rule({}), certain, [{"syslog-udp": "udp/514"}])])
