# METADATA
# description: |
#   Gathers what the checks say of one slice (a pair of zones, a device, the map) and decides what counts: a finding below the
#   SL-T from which its check counts is advice. `data.catalogue` is METADATA of the checks, by id. A check that cannot
#   look at a slice says so instead: `{"not_assessed": reason}`.
package zoneproof.main

import data.zoneproof.lib.services as telling

# What services may be that have these candidates: asked before the pairs that have them.
services := telling.of(input.protocols)

pair contains finding if {
	some area, check
	some said in data.zoneproof.checks[area][check].pair
	finding := _judged(check, said)
}

device contains finding if {
	some area, check
	some said in data.zoneproof.checks[area][check].device
	finding := _judged(check, said)
}

map contains finding if {
	some area, check
	some said in data.zoneproof.checks[area][check].map
	finding := _judged(check, said)
}

_judged(check, said) := object.union(said, {"check": check}) if {
	said.not_assessed
} else := object.union(said, {
	"check": check,
	"verdict": _verdict(check, said),
	"status": "open",
}) if {
	_counts(check, said)
} else := object.union(said, {
	"check": check,
	"verdict": _verdict(check, said),
	"status": "advice",
	"severity": "info",
}) if {
	is_object(said)
	_verdict(check, said)
} else := {"check": check, "no_finding": said} # a text, a number, no verdict: refused at the door, and not lost here

# Where no target is given at all nothing is waved through as advice: a missing number is not a low one.
_counts(_, _) if input.has_map == false

_counts(_, _) if {
	input.has_map
	every zone in input.zones {
		not zone.has_sl_target
	}
}

_counts(_, _) if {
	ends := [input.from, input.to]
	not _has_target(input)
	every end in ends {
		not end.has_sl_target
	}
	some end in ends
	not end.kind in {"internet", "unmapped"} # these have none by nature
}

# What a finding about the map is about has no target.
_counts(_, said) if {
	input.conduits
	not said.sl_target
}

_counts(check, _) if not data.catalogue[check]

_counts(check, _) if {
	some element, minimum in data.catalogue[check].sl_target
	input.sl_target[element] >= minimum
}

_counts(check, said) if {
	some element, minimum in data.catalogue[check].sl_target
	said.sl_target[element] >= minimum
}

# An element that a target leaves out is no low one either.
_counts(check, _) if {
	some element in input.sl_undeclared
	data.catalogue[check].sl_target[element]
}

_counts(check, said) if {
	some element in said.sl_undeclared
	data.catalogue[check].sl_target[element]
}

_verdict(check, said) := "indicated" if {
	data.catalogue[check].verdict_kind == "indicates"
} else := said.verdict

_has_target(pair) if pair.conduit.has_sl_target
