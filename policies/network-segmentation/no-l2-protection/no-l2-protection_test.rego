package zoneproof.checks["network-segmentation"]["no-l2-protection_test"]

import data.zoneproof.checks["network-segmentation"]["no-l2-protection"] as check
import data.zoneproof.lib.given_test as given

test_violated_bare if {
	found := check.device with input as _device({}, null)

	given.outcome(found) == {["violated", "low"]}
	{finding.message | some finding in found} == {"core-1 has 1 port (Gi1/0/7) without BPDU guard or storm control"}
}

test_violated_no_snooping if {
	guarded := {"guards_loops": true, "limits_storms": true}
	found := check.device with input as _device(guarded, false)

	{finding.message | some finding in found} == {"core-1 takes DHCP answers from every port"}
}

test_clean_protected if {
	found := check.device with input as _device({"guards_loops": true, "limits_storms": true}, true)

	found == set()
}

test_not_assessed_where_it_is_not_read if {
	port := given.port("port7", {"switchport": {"mode": "access", "vlans": [], "lists_vlans": false}})
	found := check.device with input as given.device({"interfaces": [port]})

	found == {{"not_assessed": "how ports keep strange stations off is not read from exports of its vendor"}}
}

test_unproved_something_was_not_understood if {
	found := check.device with input as object.union(_device({}, false), {"unparsed": [given.unread("interface Gi1/0/7")]})

	given.outcome(found) == {["unproved", "low"]}
	every finding in found {
		endswith(finding.message, ", unless something that was not understood says otherwise")
	}
}

_device(protection, snooping) := object.union(given.surface({"dhcp_snooping": snooping}), {
	"interfaces": [given.port("Gi1/0/7", {"switchport": {
		"mode": "access",
		"access_vlan": 101,
		"vlans": [101],
		"lists_vlans": false,
		"protection": object.union(
			{"authenticates": false, "limits_addresses": false, "guards_loops": false, "limits_storms": false},
			protection,
		),
	}})],
	"vlans": [{"vlan": 101, "zones": [given.zone("cell-a", "cell")]}],
})
