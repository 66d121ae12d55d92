package zoneproof.checks["network-segmentation"]["svi-without-acl_test"]

import data.zoneproof.checks["network-segmentation"]["svi-without-acl"] as check
import data.zoneproof.lib.given_test as given

test_violated_cell_without_filter if {
	found := check.device with input as given.device({"interfaces": [_vlan102]})

	given.outcome(found) == {["violated", "high"]}
	some finding in found
	finding.message == "core-1 routes cell-b by Vlan102 with no access list in either direction"
}

test_unproved_statement_of_an_interface_was_not_understood if {
	found := check.device with input as given.device({"interfaces": [_vlan102], "unparsed": [given.unread("interface")]})

	given.outcome(found) == {["unproved", "high"]}
}

test_violated_statement_elsewhere_was_not_understood if {
	found := check.device with input as given.device({"interfaces": [_vlan102], "unparsed": [given.unread("crypto map")]})

	given.outcome(found) == {["violated", "high"]}
}

test_clean_filter_in_one_direction if {
	every filter in [{"filters_in": ["ACL-RCB-IN"]}, {"filters_out": ["ACL-RCB-OUT"]}] {
		found := check.device with input as given.device({"interfaces": [object.union(_vlan102, filter)]})
		found == set()
	}
}

test_clean_other_interfaces if {
	every other in [{"svi": false}, {"enabled": false}, {"zones": []}, {"zones": [given.zone("transit", "infrastructure")]}] {
		found := check.device with input as given.device({"interfaces": [object.union(_vlan102, other)]})
		found == set()
	}
}

test_clean_switch_that_joins_no_other_zone if {
	alone := {"interfaces": [_vlan102], "zones": [given.zone("cell-b", "cell"), given.zone("transit", "infrastructure")]}
	found := check.device with input as given.device(alone)

	found == set()
}

_vlan102 := {
	"id": "Vlan102",
	"kind": "routed",
	"svi": true,
	"enabled": true,
	"networks": ["10.20.102.1/24"],
	"zones": [given.zone("cell-b", "cell")],
	"filters_in": [],
	"filters_out": [],
	"locations": [given.location(60)],
}
