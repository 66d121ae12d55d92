package zoneproof.checks.authentication["directory-trust-across_test"]

import data.zoneproof.checks.authentication["directory-trust-across"] as check
import data.zoneproof.lib.given_test as given

test_violated_several if {
	found := check.pair with input as _pair("operations", "enterprise", [{"kerberos": "tcp/88"}, {"msrpc": "tcp/135"}])

	given.outcome(found) == {["violated", "high"]}
}

test_violated_the_other_way if {
	found := check.pair with input as _pair("enterprise", "operations", [{"ldap": "tcp/389"}, {"smb": "tcp/445"}])

	count(found) == 1
}

test_unproved_they_may_not_pass if {
	ids := [{"kerberos": "tcp/88"}, {"msrpc": "tcp/135"}]
	found := check.pair with input as given.pair("operations", "enterprise", [given.undeclared_with(given.rule({}), false, ids)])

	given.outcome(found) == {["unproved", "high"]}
}

test_clean_one_alone if {
	found := check.pair with input as _pair("operations", "enterprise", [{"ldaps": "tcp/636"}])

	found == set()
}

test_clean_file_sharing_alone if {
	found := check.pair with input as _pair("operations", "enterprise", [{"msrpc": "tcp/135"}, {"smb": "tcp/445"}])

	found == set()
}

test_clean_inside_the_plant if {
	found := check.pair with input as _pair("operations", "cell", [{"kerberos": "tcp/88"}, {"ldap": "tcp/389"}])

	found == set()
}

_pair(from, to, ids) := given.pair(from, to, [given.undeclared_with(given.rule({}), true, ids)])
