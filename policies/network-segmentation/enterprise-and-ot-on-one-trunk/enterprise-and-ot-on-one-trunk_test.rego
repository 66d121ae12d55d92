package zoneproof.checks["network-segmentation"]["enterprise-and-ot-on-one-trunk_test"]

import data.zoneproof.checks["network-segmentation"]["enterprise-and-ot-on-one-trunk"] as check
import data.zoneproof.lib.given_test as given

# W25.
test_violated_trunk if {
	found := check.device with input as _device([given.port("Gi1/0/48", {"switchport": _trunk([10, 101])})], [])

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 Gi1/0/48 carries VLAN 10 of the office and 101 of the control system"}
}

test_violated_access_ports if {
	found := check.device with input as _device([given.port("Gi1/0/1", {"switchport": _access(10)}), given.port("Gi1/0/2", {"switchport": _access(101)})], [])

	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_statement_not_understood if {
	found := check.device with input as _device([given.port("Gi1/0/48", {"switchport": _trunk([10, 101])})], [given.unread("interface Gi1/0/48")])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_plant_alone if {
	found := check.device with input as _device([given.port("Gi1/0/48", {"switchport": _trunk([101])})], [])

	found == set()
}

_trunk(vlans) := {"mode": "trunk", "vlans": vlans, "lists_vlans": true}

_access(vlan) := {"mode": "access", "access_vlan": vlan, "vlans": [vlan], "lists_vlans": false}

_device(interfaces, unparsed) := given.device({
	"interfaces": interfaces,
	"unparsed": unparsed,
	"vlans": [
		{"vlan": 10, "zones": [given.zone("office", "enterprise")]},
		{"vlan": 101, "zones": [given.zone("cell-a", "cell")]},
	],
})
