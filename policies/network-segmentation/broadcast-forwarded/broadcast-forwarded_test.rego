package zoneproof.checks["network-segmentation"]["broadcast-forwarded_test"]

import data.zoneproof.checks["network-segmentation"]["broadcast-forwarded"] as check
import data.zoneproof.lib.given_test as given

test_violated_helper if {
	found := check.device with input as _device(["ip helper-address"], "cell")

	given.outcome(found) == {["violated", "medium"]}
}

test_clean_none if {
	found := check.device with input as _device([], "cell")

	found == set()
}

test_clean_office if {
	found := check.device with input as _device(["ip helper-address"], "enterprise")

	found == set()
}

_device(relays, kind) := given.device({"interfaces": [given.port("Vlan101", {
	"kind": "routed",
	"relays": relays,
	"zones": [given.zone("cell-a", kind)],
})]})

test_not_assessed_not_read if {
	port := object.remove(given.port("port1", {"kind": "routed", "zones": [given.zone("cell-a", "cell")]}), ["relays"])
	found := check.device with input as given.device({"interfaces": [port]})

	found == {{"not_assessed": "what carries broadcasts on is not read from exports of its vendor"}}
}
