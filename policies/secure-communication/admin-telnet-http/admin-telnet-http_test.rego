package zoneproof.checks["secure-communication"]["admin-telnet-http_test"]

import data.zoneproof.checks["secure-communication"]["admin-telnet-http"] as check
import data.zoneproof.lib.given_test as given

test_violated_telnet_and_http if {
	every name in ["telnet", "http"] {
		found := check.device with input as _device(_service(name, {"enabled": true}))
		given.outcome(found) == {["violated", "high"]}
		{finding.message | some finding in found} == {concat(" ", ["core-1 accepts administration by", name])}
	}
}

test_violated_without_map if {
	found := check.device with input as given.without_map(_device(_service("telnet", {"enabled": true})))

	given.outcome(found) == {["violated", "high"]}
}

test_unproved_export_does_not_tell if {
	found := check.device with input as _device(_service("http", {}))

	given.outcome(found) == {["unproved", "medium"]}
	some finding in found
	finding.message == "the export does not tell whether core-1 accepts administration by http"
}

test_clean_turned_off if {
	found := check.device with input as _device(_service("http", {"enabled": false}))

	found == set()
}

test_clean_encrypted if {
	every name in ["ssh", "https"] {
		found := check.device with input as _device(_service(name, {"enabled": true}))
		found == set()
	}
}

test_not_assessed_without_any_service if {
	found := check.device with input as given.device({"management": []})

	{reason | some reason in found[_]} == {"nothing in the export tells how it is administered"}
}

_device(service) := given.device({"management": [service]})

_service(name, state) := object.union({"service": name, "interfaces": [], "locations": [given.location(300)]}, state)
