package zoneproof.checks["network-segmentation"]["safety-shares-subnet_test"]

import data.zoneproof.checks["network-segmentation"]["safety-shares-subnet"] as check
import data.zoneproof.lib.given_test as given

test_violated_two if {
	found := check.device with input as _device([given.zone("one", "safety"), given.zone("cell-b", "cell")])

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"one and cell-b share the segment of core-1 Vlan101"}
}

test_violated_one_vlan if {
	zones := [given.zone("one", "safety"), given.zone("cell-b", "cell")]
	port := given.port("Gi1/0/23", {"kind": "switched", "switchport": _access(110)})
	found := check.device with input as given.device({"interfaces": [port], "vlans": [{"vlan": 110, "zones": zones}]})

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"one and cell-b share VLAN 110 of core-1"}
}

_access(vlan) := {"mode": "access", "access_vlan": vlan, "vlans": [vlan], "lists_vlans": false}

test_clean_one if {
	found := check.device with input as _device([given.zone("one", "safety")])

	found == set()
}

test_clean_link_between_devices if {
	found := check.device with input as _device([given.zone("one", "safety"), given.zone("links", "infrastructure")])

	found == set()
}

test_clean_belongs_to_the_other_check if {
	found := check.device with input as _device([given.zone("one", "cell"), given.zone("cell-b", "cell")])

	found == set()
}

_device(zones) := given.device({"interfaces": [given.port("Vlan101", {"kind": "routed", "zones": zones})]})
