package zoneproof.checks["network-segmentation"]["address-outside-any-zone_test"]

import data.zoneproof.checks["network-segmentation"]["address-outside-any-zone"] as check
import data.zoneproof.lib.given_test as given

test_violated_network_in_a_route if {
	found := check.device with input as given.device({"unmapped": [_use("route", "10.30.0.0/24")]})

	given.outcome(found) == {["violated", "medium"]}
	some finding in found
	finding.message == "core-1 uses 10.30.0.0/24 in route 10.30.0.0/24, and no zone has it"
}

test_one_finding_per_network if {
	uses := [_use("rule", "ACL-OPS-IN 10"), _use("interface", "Vlan30")]
	found := check.device with input as given.device({"unmapped": uses})

	{finding.evidence | some finding in found} == {[["unmapped", 0], ["unmapped", 1]]}
}

test_clean_every_network_has_a_zone if {
	found := check.device with input as given.device({})

	found == set()
}

test_clean_without_map_nothing_is_off_it if {
	found := check.device with input as given.without_map(given.device({"unmapped": [_use("route", "10.30.0.0/24")]}))

	found == set()
}

_use(kind, name) := {
	"network": "10.30.0.0/24",
	"used_by": kind,
	"name": name,
	"locations": [given.location(400)],
}
