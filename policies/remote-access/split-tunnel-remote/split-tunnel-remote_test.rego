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

test_not_assessed_export_does_not_tell if {
	facts := object.remove(given.posture({}).posture, {"portals", "tunnels"})
	found := check.device with input as given.device({"posture": facts})

	found == {{"not_assessed": "the export does not tell of portals for people from outside and tunnels"}}
}

test_not_assessed_clients_of_a_tunnel if {
	tunnel := object.remove(object.union(given.tunnel("clients"), {"dial_up": true}), ["split_tunnel"])
	found := check.device with input as given.posture({"tunnels": [tunnel]})

	found == {{"not_assessed": "the export does not tell what clients of its tunnels send into them"}}
}
