package zoneproof.checks["secure-communication"]["insecure-vpn-type_test"]

import data.zoneproof.checks["secure-communication"]["insecure-vpn-type"] as check
import data.zoneproof.lib.given_test as given

test_violated_pptp if {
	found := check.device with input as _device({"kind": "pptp", "protected": false})

	given.outcome(found) == {["violated", "critical"]}
}

test_violated_gre_to_the_internet if {
	found := check.device with input as _device({"kind": "gre", "protected": false, "leaves_plant": true})

	given.outcome(found) == {["violated", "critical"]}
}

test_unproved_whether_ipsec_goes_around_it if {
	found := check.device with input as _device({"kind": "l2tp"})

	given.outcome(found) == {["unproved", "critical"]}
}

test_clean_gre_inside_the_plant if {
	found := check.device with input as _device({"kind": "gre", "protected": false, "leaves_plant": false})

	found == set()
}

test_clean_protected if {
	found := check.device with input as _device({"kind": "gre", "protected": true, "leaves_plant": true})

	found == set()
}

_device(over) := given.surface({"plain_tunnels": [object.union(
	{"name": "Tunnel1", "location": given.location(60)},
	over,
)]})

test_not_assessed_where_it_is_not_read if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "what the device offers on the network is not read from exports of its vendor"}}
}
