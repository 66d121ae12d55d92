package zoneproof.checks.authentication["unused-ports-open_test"]

import data.zoneproof.checks.authentication["unused-ports-open"] as check
import data.zoneproof.lib.given_test as given

# W26.
test_violated_free_port if {
	found := check.device with input as _device(given.port("Gi1/0/7", {"switchport": _switchport({})}))

	given.outcome(found) == {["violated", "medium"]}
	{finding.message | some finding in found} == {"core-1 leaves 1 port (Gi1/0/7) open that have no description and ask nobody who plugs in"}
}

test_clean_described if {
	found := check.device with input as _device(given.port("Gi1/0/7", {"description": "plc", "switchport": _switchport({})}))

	found == set()
}

test_clean_guarded if {
	every guard in ["authenticates", "limits_addresses"] {
		found := check.device with input as _device(given.port("Gi1/0/7", {"switchport": _switchport({guard: true})}))
		found == set()
	}
}

test_clean_switched_off if {
	found := check.device with input as _device(given.port("Gi1/0/7", {"enabled": false, "switchport": _switchport({})}))

	found == set()
}

test_clean_vlan_of_the_office if {
	facts := _device(given.port("Gi1/0/7", {"switchport": _switchport({})}))
	found := check.device with input as object.union(facts, {"vlans": [{"vlan": 101, "zones": [given.zone("office", "enterprise")]}]})

	found == set()
}

test_not_assessed_where_it_is_not_read if {
	switchport := object.remove(_switchport({}), ["protection"])
	found := check.device with input as _device(given.port("Gi1/0/7", {"switchport": switchport}))

	found == {{"not_assessed": "how ports keep strange stations off is not read from exports of its vendor"}}
}

_switchport(over) := {
	"mode": "access",
	"access_vlan": 101,
	"vlans": [101],
	"lists_vlans": false,
	"protection": object.union(
		{"authenticates": false, "limits_addresses": false, "guards_loops": false, "limits_storms": false},
		over,
	),
}

test_unproved_something_was_not_understood if {
	found := check.device with input as object.union(_device(given.port("Gi1/0/7", {"switchport": _switchport({})})), {"unparsed": [given.unread("interface Gi1/0/7")]})

	given.outcome(found) == {["unproved", "medium"]}
	every finding in found {
		endswith(finding.message, ", unless something that was not understood says otherwise")
	}
}

_device(port) := given.device({
	"interfaces": [port],
	"vlans": [{"vlan": 101, "zones": [given.zone("cell-a", "cell")]}],
})
