package zoneproof.checks["secure-communication"]["weak-vpn-crypto_test"]

import data.zoneproof.checks["secure-communication"]["weak-vpn-crypto"] as check
import data.zoneproof.lib.given_test as given

test_violated_algorithm if {
	found := check.device with input as _device({"proposals": ["aes256-sha256", "3des-md5"]})

	given.outcome(found) == {["violated", "high"]}
	{finding.message | some finding in found} == {"core-1 accepts 3des-md5 for the tunnel to-vendor"}
}

test_violated_group_and_mode if {
	found := check.device with input as _device({"dh_groups": [14, 5], "aggressive": true})

	{finding.message | some finding in found} == {"core-1 accepts aggressive mode, group 5 for the tunnel to-vendor"}
}

test_violated_selector if {
	selector := {"name": "all", "proposals": ["aes128-sha1"], "forward_secrecy": true, "location": given.location(9)}
	found := check.device with input as _device({"selectors": [selector]})

	given.outcome(found) == {["violated", "high"]}
}

test_clean_today if {
	found := check.device with input as _device({"proposals": ["aes256-sha256"], "dh_groups": [14, 19]})

	found == set()
}

test_violated_portal if {
	found := check.device with input as _with_portal({"proposals": ["aes-128-cbc-sha1", "bf-cbc-sha1"], "minimum_tls": "1.0"})

	given.outcome(found) == {["violated", "high"]}
	count(found) == 1
}

test_violated_portal_of_old_words if {
	every word in ["any", "sslv3", "tlsv1-only", "tls1-1"] {
		found := check.device with input as _with_portal({"proposals": ["aes-256-gcm"], "minimum_tls": word})
		given.outcome(found) == {["violated", "high"]}
	}
}

test_clean_portal_of_today if {
	found := check.device with input as _with_portal({"proposals": ["aes-256-gcm"], "minimum_tls": "1.2"})

	found == set()
}

_with_portal(state) := given.posture({"portals": [object.union(given.portal, state)]})

_device(state) := given.posture({"tunnels": [object.union(given.tunnel("to-vendor"), state)]})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_export_does_not_tell if {
	facts := object.remove(given.posture({}).posture, {"portals", "tunnels"})
	found := check.device with input as given.device({"posture": facts})

	found == {{"not_assessed": "the export does not tell of portals for people from outside and tunnels"}}
}

test_not_assessed_proposals_are_not_told if {
	every facts in [_device({}), _with_portal({"minimum_tls": "1.2"})] {
		found := check.device with input as facts
		found == {{"not_assessed": "the export does not tell what some of its tunnels or portals accept"}}
	}
}

test_clean_portal_that_is_off if {
	found := check.device with input as _with_portal({"enabled": false})

	found == set()
}
