package zoneproof.checks["network-segmentation"]["control-protocol-from-it_test"]

import data.zoneproof.checks["network-segmentation"]["control-protocol-from-it"] as check
import data.zoneproof.lib.given_test as given

test_violated_from_each_side if {
	every kind in ["enterprise", "internet", "vendor", "wireless", "building"] {
		found := check.pair with input as given.pair(kind, "cell", [_modbus(true)])
		given.outcome(found) == {["violated", "critical"]}
	}
}

# W31: BACnet into building automation, beside the declared portal.
test_violated_bacnet_from_enterprise if {
	bacnet := {"bacnet-ip": "udp/47808"}
	carrier := given.undeclared_with(given.rule({}), true, [given.https, bacnet])
	found := check.pair with input as given.joined(given.pair("enterprise", "building", [carrier]))

	given.outcome(found) == {["violated", "critical"]}
	some finding in found
	endswith(finding.message, "on ports of bacnet-ip")
}

test_violated_declared_as_well if {
	carrier := given.declared(given.rule({}), [given.modbus])
	found := check.pair with input as given.joined(given.pair("enterprise", "cell", [carrier]))

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_rule_with_a_doubt if {
	found := check.pair with input as given.pair("enterprise", "cell", [_modbus(false)])

	given.outcome(found) == {["unproved", "critical"]}
}

# Controllers answer on tcp/443 too, but so does every web server.
test_clean_port_that_the_web_shares if {
	on_443 := {"bacnet-sc": "tcp/443"}
	carrier := given.undeclared_with(given.rule({}), true, [given.https, on_443])
	found := check.pair with input as given.pair("wireless", "operations", [carrier])

	found == set()
}

test_clean_protocol_that_only_reads if {
	historian := {"pi-data-archive": "tcp/5450"}
	found := check.pair with input as given.pair("enterprise", "operations", [given.undeclared_with(
		given.rule({}), true,
		[historian],
	)])

	found == set()
}

test_well_known_protocols_come_first if {
	others := [
		{"abb-mms": "tcp/102"},
		{"iec61850-mms": "tcp/102"},
		{"s7comm": "tcp/102"},
		{"iccp-tase2": "tcp/102"},
	]
	carrier := given.undeclared_with(given.rule({}), true, others)
	found := check.pair with input as given.pair("wireless", "cell", [carrier])

	some finding in found
	endswith(finding.message, "on ports of s7comm, abb-mms, iccp-tase2 and 1 more")
}

test_clean_any_any_belongs_to_any_any_rule if {
	carrier := given.undeclared_with(given.any_any, true, [given.modbus])
	found := check.pair with input as given.pair("enterprise", "cell", [carrier])

	found == set()
}

test_clean_inside_the_control_system if {
	found := check.pair with input as given.pair("operations", "cell", [_modbus(true)])

	found == set()
}

test_clean_into_the_dmz if {
	found := check.pair with input as given.pair("enterprise", "dmz", [_modbus(true)])

	found == set()
}

_modbus(certain) := given.undeclared_with(given.rule({}), certain, [given.modbus])
