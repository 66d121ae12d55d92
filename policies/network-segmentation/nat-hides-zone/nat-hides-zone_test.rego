package zoneproof.checks["network-segmentation"]["nat-hides-zone_test"]

import data.zoneproof.checks["network-segmentation"]["nat-hides-zone"] as check
import data.zoneproof.lib.given_test as given

test_violated_source if {
	found := check.pair with input as _pair("surely", "source")

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"fw-edge lets a-remote-access appear in b-operations as 10.20.253.2"}
}

test_unproved_way_that_is_not_sure if {
	found := check.pair with input as _pair("perhaps", "source")

	given.outcome(found) == {["unproved", "medium"]}
	{finding.message | some finding in found} == {"fw-edge may let a-remote-access appear in b-operations as 10.20.253.2"}
}

test_violated_rule_that_translates if {
	carrier := given.declared(given.rule({"translates_source": true}), [given.rdp])
	found := check.pair with input as given.pair("remote-access", "operations", [carrier])

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_destination if {
	found := check.pair with input as _pair("surely", "destination")

	found == set()
}

test_clean_nothing_passes if {
	found := check.pair with input as _pair("nothing", "source")

	found == set()
}

test_clean_towards_the_internet if {
	facts := object.union(_pair("surely", "source"), {"to": given.zone("internet", "internet")})
	found := check.pair with input as facts

	found == set()
}

_pair(passes, of) := object.union(given.pair("remote-access", "operations", []), {"paths": [{
	"passes": passes,
	"hops": [{
		"device": "fw-edge",
		"ingress": "port4",
		"egress": "port3",
		"tunnel": false,
		"translations": [{"of": of, "from": "10.20.40.10", "to": "10.20.253.2", "rules": ["41"]}],
	}],
}]})
