package zoneproof.checks.authentication["admin-from-untrusted_test"]

import data.zoneproof.checks.authentication["admin-from-untrusted"] as check
import data.zoneproof.lib.given_test as given

test_violated_from_each_untrusted_kind if {
	every kind in ["internet", "enterprise", "cell"] {
		found := check.device with input as _device([_service("ssh", [_reach("z1", kind, "reachable")])])
		given.outcome(found) == {["violated", "high"]}
	}
}

test_violated_names_every_zone_once if {
	reached := [_reach("office", "enterprise", "reachable"), _reach("cell-a", "cell", "reachable")]
	found := check.device with input as _device([_service("ssh", reached), _service("ssh", reached)])
	{finding.message | some finding in found} == {"core-1 can be administered by ssh from office, cell-a"}
}

test_unproved_where_a_doubt_decides if {
	found := check.device with input as _device([_service("https", [_reach("office", "enterprise", "perhaps")])])
	given.outcome(found) == {["unproved", "medium"]}
}

test_unproved_beside_violated_is_about_other_zones if {
	sure := _service("ssh", [_reach("office", "enterprise", "reachable")])
	perhaps := _service("ssh", [_reach("office", "enterprise", "perhaps"), _reach("wan", "internet", "perhaps")])
	found := check.device with input as _device([sure, perhaps])
	{finding.message | some finding in found; finding.verdict == "unproved"} == {"perhaps core-1 can be administered by ssh from wan"}
}

test_clean_declared_by_the_map if {
	declared := object.union(_reach("office", "enterprise", "reachable"), {"undeclared": "not reachable"})
	found := check.device with input as _device([_service("ssh", [declared])])
	found == set()
}

test_clean_from_operations if {
	found := check.device with input as _device([_service("ssh", [_reach("scada", "operations", "reachable")])])
	found == set()
}

test_clean_not_an_administration if {
	found := check.device with input as _device([_service("other", [_reach("office", "enterprise", "reachable")])])
	found == set()
}

_device(services) := given.device({"management": services})

_reach(id, kind, verdict) := {"zone": {"id": id, "kind": kind}, "verdict": verdict, "undeclared": verdict}

_service(name, reached) := {
	"service": name,
	"enabled": true,
	"interfaces": [],
	"limited": false,
	"reached_from": reached,
	"locations": [given.location(300)],
}

test_not_assessed_nothing_tells_how if {
	found := check.device with input as _device([])

	found == {{"not_assessed": "nothing in the export tells how it is administered"}}
}
