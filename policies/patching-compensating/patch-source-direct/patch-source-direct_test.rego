package zoneproof.checks["patching-compensating"]["patch-source-direct_test"]

import data.zoneproof.checks["patching-compensating"]["patch-source-direct"] as check
import data.zoneproof.lib.given_test as given

# W04.
test_violated_web_of_the_internet if {
	found := check.pair with input as _pair("internet", given.https)

	given.outcome(found) == {["violated", "medium"]}
}

test_violated_wsus_of_the_office if {
	found := check.pair with input as _pair("enterprise", {"wsus-tls": "tcp/8531"})

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_it_may_not_pass if {
	found := check.pair with input as given.pair("operations", "internet", [given.undeclared_with(given.rule({}), false, [given.https])])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_web_of_the_office if {
	found := check.pair with input as _pair("enterprise", given.https)

	found == set()
}

test_clean_from_the_dmz if {
	found := check.pair with input as _pair("dmz", {"wsus-tls": "tcp/8531"})

	found == set()
}

_pair(to, id) := given.pair("operations", to, [given.undeclared_with(given.rule({}), true, [id])])
