package zoneproof.checks.authentication["weak-wireless_test"]

import data.zoneproof.checks.authentication["weak-wireless"] as check
import data.zoneproof.lib.given_test as given

test_violated_each_weak_kind if {
	every security in ["open", "wep", "wpa", "personal"] {
		found := check.device with input as _device(security)
		given.outcome(found) == {["violated", "high"]}
	}
}

test_clean_enterprise if {
	found := check.device with input as _device("enterprise")

	found == set()
}

_device(security) := given.surface({"wireless": [{
	"name": "AGV",
	"security": security,
	"zones": [],
	"location": given.location(40),
}]})

test_not_assessed_where_it_is_not_read if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "what the device offers on the network is not read from exports of its vendor"}}
}
