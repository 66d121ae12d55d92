package zoneproof.checks["remote-access"]["remote-desktop-into-control_test"]

import data.zoneproof.checks["remote-access"]["remote-desktop-into-control"] as check
import data.zoneproof.lib.given_test as given

test_violated_undeclared_into_operations if {
	found := check.pair with input as given.pair("remote-access", "operations", [_rdp(true)])

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	endswith(finding.message, "with remote desktop (rdp)")
}

# W15: the jump host published to the internet.
test_violated_internet_to_jump_host if {
	found := check.pair with input as given.pair("internet", "remote-access", [_rdp(true)])

	given.outcome(found) == {["violated", "high"]}
}

test_violated_declared_from_where_no_jump_host_stands if {
	carrier := given.declared(given.rule({}), [given.rdp])
	found := check.pair with input as given.joined(given.pair("enterprise", "operations", [carrier]))

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_only_a_doubt_lets_it_pass if {
	found := check.pair with input as given.pair("vendor", "cell", [_rdp(false)])

	given.outcome(found) == {["unproved", "high"]}
}

# F-041: the jump host's own flow.
test_clean_declared_from_the_jump_host if {
	carrier := given.declared(given.rule({}), [given.rdp])
	found := check.pair with input as given.joined(given.pair("remote-access", "operations", [carrier]))

	found == set()
}

# F-071: from the vendor's landing host to the jump host.
test_clean_into_remote_access_from_vendor if {
	found := check.pair with input as given.pair("vendor", "remote-access", [_rdp(true)])

	found == set()
}

test_clean_any_any_belongs_to_any_any_rule if {
	carrier := given.undeclared_with(given.any_any, true, [given.rdp])
	found := check.pair with input as given.pair("enterprise", "operations", [carrier])

	found == set()
}

test_clean_another_service if {
	carrier := given.undeclared_with(given.rule({}), true, [given.https])
	found := check.pair with input as given.pair("enterprise", "operations", [carrier])

	found == set()
}

_rdp(certain) := given.undeclared_with(given.rule({}), certain, [given.rdp])
