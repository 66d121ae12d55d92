package zoneproof.checks.logging["allow-not-logged_test"]

import data.zoneproof.checks.logging["allow-not-logged"] as check
import data.zoneproof.lib.given_test as given

test_violated_access_zones_on_either_side if {
	every kinds in [["vendor", "cell"], ["remote-access", "operations"], ["internet", "vendor"]] {
		found := check.pair with input as given.pair(kinds[0], kinds[1], [_silent])
		given.outcome(found) == {["violated", "high"]}
	}
}

test_violated_declared_as_well if {
	carrier := given.declared(given.rule({"logged": false}), [given.rdp])
	found := check.pair with input as given.joined(given.pair("remote-access", "operations", [carrier]))

	given.outcome(found) == {["violated", "high"]}
}

test_violated_engineering_inside_ot if {
	codesys := {"codesys-v3": "tcp/11740"}
	carrier := given.declared(given.rule({"logged": false}), [codesys])
	found := check.pair with input as given.joined(given.pair("operations", "cell", [carrier]))

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as given.pair("vendor", "cell", [given.undeclared(given.rule({"logged": false}), false)])

	given.outcome(found) == {["unproved", "high"]}
}

test_unproved_export_does_not_tell if {
	unknown := object.remove(given.rule({}), ["logged"])
	found := check.pair with input as given.pair("vendor", "cell", [given.undeclared(unknown, true)])

	given.outcome(found) == {["unproved", "medium"]}
	some finding in found
	endswith(finding.message, "and the export does not tell whether it is logged")
}

test_clean_logged if {
	found := check.pair with input as given.pair("vendor", "cell", [given.undeclared(given.rule({}), true)])

	found == set()
}

test_clean_other_zones if {
	found := check.pair with input as given.pair("operations", "cell", [_silent])

	found == set()
}

# Port 502 is Modbus for everybody and UMAS for some.
test_clean_engineering_port_that_control_shares if {
	umas := {"umas": "tcp/502"}
	carrier := given.declared(given.rule({"logged": false}), [given.modbus, umas])
	found := check.pair with input as given.joined(given.pair("operations", "cell", [carrier]))

	found == set()
}

test_clean_no_filter_belongs_to_default_allow_between_zones if {
	unlogged := object.union(given.no_filter, {"logged": false})
	found := check.pair with input as given.pair("vendor", "cell", [given.undeclared(unlogged, true)])

	found == set()
}

_silent := given.undeclared(given.rule({"logged": false}), true)
