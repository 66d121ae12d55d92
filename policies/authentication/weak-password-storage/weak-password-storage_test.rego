package zoneproof.checks.authentication["weak-password-storage_test"]

import data.zoneproof.checks.authentication["weak-password-storage"] as check
import data.zoneproof.lib.given_test as given

test_violated_password_that_can_be_read if {
	every storage in ["plain", "reversible"] {
		found := check.device with input as _account(storage)
		given.outcome(found) == {["violated", "high"]}
		{finding.message | some finding in found} == {"core-1 stores the password of anna so that it can be read"}
	}
}

test_violated_key_in_clear_text if {
	found := check.device with input as _tunnel("plain")

	{finding.message | some finding in found} == {"core-1 stores the key of the tunnel to-vendor so that it can be read"}
}

test_clean_hash_or_none if {
	every storage in ["hashed", "none"] {
		found := check.device with input as _account(storage)
		found == set()
	}
}

test_clean_encrypted_key if {
	found := check.device with input as _tunnel("reversible")

	found == set()
}

_account(storage) := given.posture({"administration": {"accounts": [object.union(given.account("anna"), {"password": storage})]}})

_tunnel(secret) := given.posture({
	"administration": {"accounts": [given.account("anna")]},
	"tunnels": [object.union(given.tunnel("to-vendor"), {"secret": secret})],
})

test_not_assessed_without_posture if {
	found := check.device with input as given.device({})

	found == {{"not_assessed": "how the device is run is not read from exports of its vendor"}}
}

test_not_assessed_export_does_not_tell if {
	facts := object.remove(given.posture({}).posture, {"tunnels"})
	found := check.device with input as given.device({"posture": object.union(facts, {"administration": {"accounts": [given.account("anna")]}})})

	found == {{"not_assessed": "the export does not tell of tunnels"}}
}

test_not_assessed_no_account_is_named if {
	found := check.device with input as given.posture({})

	found == {{"not_assessed": "the export names no administrator of the device"}}
}

test_violated_password_beside_those_of_accounts if {
	stored := {"of": "the enable password", "password": "reversible", "location": given.location(3)}
	found := check.device with input as given.posture({"administration": {"accounts": [given.account("anna")], "stored_passwords": [stored]}})

	{finding.message | some finding in found} == {"core-1 stores the enable password so that it can be read"}
}

test_clean_hash_beside_those_of_accounts if {
	stored := {"of": "the enable password", "password": "hashed", "location": given.location(3)}
	found := check.device with input as given.posture({"administration": {"accounts": [given.account("anna")], "stored_passwords": [stored]}})

	found == set()
}
