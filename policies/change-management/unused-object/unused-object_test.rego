package zoneproof.checks["change-management"]["unused-object_test"]

import data.zoneproof.checks["change-management"]["unused-object"] as check
import data.zoneproof.lib.given_test as given

test_violated_objects_that_nothing_names if {
	found := check.device with input as _device([_unused(["old-plc"], 1)])

	given.outcome(found) == {["violated", "low"]}
	some finding in found
	finding.message == "core-1 never names 1 address object: old-plc"
	finding.subject == ["address", "unused"]
}

test_message_counts_those_not_shown if {
	found := check.device with input as _device([_unused(["a", "b", "c", "d"], 30)])

	some finding in found
	finding.message == "core-1 never names 30 address objects: a, b, c and 27 more"
}

test_violated_group_of_nothing if {
	empty := {"kind": "service", "trouble": "empty", "names": ["S7"], "count": 1, "locations": [given.location(3)]}
	found := check.device with input as given.device({"idle_objects": [empty]})

	some finding in found
	finding.message == "core-1 has nothing in 1 service object: S7"
}

test_unproved_part_of_a_configuration if {
	part := object.union(_device([_unused(["old-plc"], 1)]), {"posture": {"whole": false}})
	found := check.device with input as part

	given.outcome(found) == {["unproved", "low"]}
	some finding in found
	endswith(finding.message, "old-plc, as far as this part of a configuration shows")
}

test_unproved_some_statement_was_not_understood if {
	device := object.union(_device([_unused(["old-plc"], 1)]), {"unparsed": [given.unread("route-map")]})
	found := check.device with input as device

	given.outcome(found) == {["unproved", "low"]}
	some finding in found
	finding.message == "core-1 never names 1 address object: old-plc, unless something that was not understood says otherwise"
}

test_violated_without_map if {
	found := check.device with input as given.without_map(_device([_unused(["old-plc"], 1)]))

	given.outcome(found) == {["violated", "low"]}
}

test_clean_part_of_a_configuration if {
	found := check.device with input as given.device({"idle_objects": [_unused(["old-plc"], 1)]})

	found == set()
}

# An access list is told of by acl-not-bound.
test_clean_list_that_nothing_consults if {
	found := check.device with input as _device([])

	found == set()
}

_device(objects) := given.device({
	"idle_objects": objects,
	"tables": [{"name": "ACL-OLD", "kind": "acl", "bound": false, "rules": 3, "locations": [given.location(9)]}],
})

_unused(names, number) := {
	"kind": "address",
	"trouble": "unused",
	"names": names,
	"count": number,
	"locations": [given.location(12)],
}
