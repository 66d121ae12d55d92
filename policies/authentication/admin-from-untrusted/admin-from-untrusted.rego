# METADATA
# title: Administration reachable from an untrusted zone
# description: |
#   Packets from the internet, the enterprise network or a cell reach a service that the device is administered by: nothing
#   on the way, no filter of the device and no limit of the service stops them, and no flow of the map to the device
#   declares them. Whoever takes over a host there can try to take over the boundary itself.
# schemas:
#   - input: schema.device
# custom:
#   severity: high
#   sl_target: { IAC: 1, RA: 1 }
#   requirements: [SR 1.13, SR 7.7]
#   verdict_kind: decisive
#   owner: IT
#   phase: 1
#   needs_map: true
#   action: Let the service answer a management network alone (interface, trusted hosts, access class), or declare the flow.
package zoneproof.checks.authentication["admin-from-untrusted"]

import data.zoneproof.lib.text

device contains finding if {
	some name in {service.service | some service in input.management}
	name != "other" # not known to be an administration
	some verdict in ["violated", "unproved"]
	places := _places(name, verdict)
	count(places) > 0
	from := [input.management[i].reached_from[j].zone.id | some [i, j] in places]
	finding := {
		"verdict": verdict,
		"severity": _severity[verdict],
		"message": concat("", [
			_opening[verdict], input.id, " can be administered by ", name,
			" from ", text.few(_unique(from)),
		]),
		"subject": [name, verdict],
		"evidence": array.concat(
			[["management", i] | some i in {i | some [i, _] in places}],
			[path | some place in places; some path in _evidence(place)],
		),
	}
}

device contains {"not_assessed": "nothing in the export tells how it is administered"} if {
	count(input.management) == 0
}

# Which zone reaches which service of that name: its places in the facts; a zone that surely does is not doubtful too.
_places(name, "violated") := _reached(name, "reachable")

_places(name, "unproved") := [[i, j] |
	sure := {input.management[i].reached_from[j].zone.id | some [i, j] in _reached(name, "reachable")}
	some [i, j] in _reached(name, "perhaps")
	not input.management[i].reached_from[j].zone.id in sure
]

_reached(name, verdict) := [[i, j] |
	some i, service in input.management
	service.service == name
	some j, reach in service.reached_from
	_untrusted[reach.zone.kind]
	reach.undeclared == verdict
]

_evidence([i, j]) := [array.concat(["management", i, "reached_from", j], [part]) |
	some part in ["witness", "carriers", "doubts"]
]

_untrusted := {"internet", "enterprise", "cell"}

_unique(names) := [name | some i, name in names; not name in array.slice(names, 0, i)]

_severity := {"violated": "high", "unproved": "medium"}

_opening := {"violated": "", "unproved": "perhaps "}
