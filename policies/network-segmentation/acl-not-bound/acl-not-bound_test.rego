package zoneproof.checks["network-segmentation"]["acl-not-bound_test"]

import data.zoneproof.checks["network-segmentation"]["acl-not-bound"] as check
import data.zoneproof.lib.given_test as given

test_violated_list_that_nothing_consults if {
	found := check.device with input as given.device({"tables": [_old]})

	given.outcome(found) == {["violated", "medium"]}
	some finding in found
	finding.message == "core-1 defines ACL-OPS-OLD and applies it nowhere"
}

test_violated_without_map if {
	found := check.device with input as given.without_map(given.device({"tables": [_old]}))

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_some_statement_was_not_understood if {
	found := check.device with input as given.device({"tables": [_old], "unparsed": [given.unread("route-map")]})

	given.outcome(found) == {["unproved", "medium"]}
}

test_unproved_part_of_a_configuration if {
	found := check.device with input as given.device({"tables": [_old], "posture": {"whole": false}})

	given.outcome(found) == {["unproved", "medium"]}
	some finding in found
	endswith(finding.message, "nowhere, as far as this part of a configuration shows")
}

test_clean_bound if {
	found := check.device with input as given.device({"tables": [object.union(_old, {"bound": true})]})

	found == set()
}

test_clean_nothing_in_it if {
	found := check.device with input as given.device({"tables": [object.union(_old, {"rules": 0})]})

	found == set()
}

_old := {"name": "ACL-OPS-OLD", "kind": "acl", "bound": false, "rules": 12, "locations": [given.location(200)]}
