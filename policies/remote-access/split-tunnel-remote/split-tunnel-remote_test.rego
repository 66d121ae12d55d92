package zoneproof.checks["remote-access"]["split-tunnel-remote_test"]

import data.zoneproof.checks["remote-access"]["split-tunnel-remote"] as check
import data.zoneproof.lib.given_test as given

test_violated_profile if {
	found := check.device with input as _device(true)

	given.outcome(found) == {["violated", "medium"]}
}

test_violated_tunnel if {
	found := check.device with input as given.posture({"tunnels": [object.union(
		given.tunnel("clients"),
		{"dial_up": true, "split_tunnel": true},
	)]})

	{finding.message | some finding in found} == {"core-1 leaves clients of the tunnel clients their own way to the internet"}
}

test_clean_all_into_the_tunnel if {
	found := check.device with input as _device(false)

	found == set()
}

_device(split) := given.posture({"portals": [object.union(
	given.portal,
	{"profiles": [object.union(given.portal_profile, {"split_tunnel": split})]},
)]})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}
