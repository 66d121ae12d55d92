# METADATA
# description: |
#   Gathers what the checks say of one slice (a pair of zones, a device) and decides what counts: a finding below the
#   SL-T from which its check counts is advice. `data.catalogue` is METADATA of the checks, by id.
package zoneproof.main

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

_judged(check, said) := object.union(said, {
	"check": check,
	"verdict": _verdict(check, said),
	"status": "open",
}) if {
	_counts(check)
} else := object.union(said, {
	"check": check,
	"verdict": _verdict(check, said),
	"status": "advice",
	"severity": "info",
})

# Where no SL-T can be known (no map, or no zone of it found on the device) nothing is waved through as advice.
_counts(_) if input.has_map == false

_counts(_) if {
	input.has_map
	count(input.zones) == 0
}

_counts(check) if not data.catalogue[check]

_counts(check) if {
	some element, minimum in data.catalogue[check].sl_target
	input.sl_target[element] >= minimum
}

_verdict(check, said) := "indicated" if {
	data.catalogue[check].verdict_kind == "indicates"
} else := said.verdict
