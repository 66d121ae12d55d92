package zoneproof.checks["remote-access"]["vendor-shared-account_test"]

import data.zoneproof.checks["remote-access"]["vendor-shared-account"] as check
import data.zoneproof.lib.given_test as given

# W13.
test_violated_user_of_a_vendor if {
	every name in ["vendor", "kuka-service", "support1", "Fernwartung"] {
		found := check.device with input as _users(name, true)
		given.outcome(found) == {["violated", "high"]}
	}
}

test_clean_person if {
	every name in ["anna.berg", "m.vendorsen", "serviceman"] {
		found := check.device with input as _users(name, true)
		found == set()
	}
}

test_clean_switched_off if {
	found := check.device with input as _users("vendor", false)

	found == set()
}

test_violated_one_key if {
	found := check.device with input as _tunnel({"dial_up": true})

	given.outcome(found) == {["violated", "high"]}
}

test_clean_key_and_login if {
	found := check.device with input as _tunnel({"dial_up": true, "user_login": "xauth"})

	found == set()
}

test_clean_tunnel_between_two_sites if {
	found := check.device with input as _tunnel({})

	found == set()
}

_users(name, enabled) := given.posture({"users": [{
	"name": name,
	"enabled": enabled,
	"kind": "password",
	"second_factor": "none",
	"location": given.location(9),
}]})

_tunnel(over) := given.posture({"tunnels": [object.union(given.tunnel("vendors"), over)]})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_export_does_not_tell if {
	facts := object.remove(given.posture({}).posture, {"tunnels", "users"})
	found := check.device with input as given.device({"posture": facts})

	found == {{"not_assessed": "the export does not tell of tunnels and users from outside"}}
}
