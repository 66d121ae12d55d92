package zoneproof.checks["remote-access"]["concurrent-vpn-logins_test"]

import data.zoneproof.checks["remote-access"]["concurrent-vpn-logins"] as check
import data.zoneproof.lib.given_test as given

test_unproved_statement_not_understood if {
	found := check.device with input as object.union(_device(false), {"unparsed": [given.unread("vpn ssl web portal")]})

	given.outcome(found) == {["unproved", "low"]}
}

test_violated_no_limit if {
	found := check.device with input as _device(false)

	given.outcome(found) == {["violated", "low"]}
}

test_clean_once if {
	found := check.device with input as _device(true)

	found == set()
}

_device(one) := given.posture({"portals": [object.union(
	given.portal,
	{"profiles": [object.union(given.portal_profile, {"one_login": one})]},
)]})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_export_does_not_tell if {
	facts := object.remove(given.posture({}).posture, {"portals"})
	found := check.device with input as given.device({"posture": facts})

	found == {{"not_assessed": "the export does not tell of portals for people from outside"}}
}

test_not_assessed_clients_of_a_tunnel if {
	found := check.device with input as given.posture({"tunnels": [object.union(given.tunnel("clients"), {"dial_up": true, "user_login": "xauth"})]})

	found == {{"not_assessed": "the export does not tell how often a user of its tunnels may be connected"}}
}

test_clean_tunnel_without_users if {
	found := check.device with input as given.posture({"tunnels": [given.tunnel("to-vendor")]})

	found == set()
}
