# METADATA
# title: Objects without use
# description: |
#   Objects or groups are defined that nothing in the configuration names, or groups that hold nothing. What is left over
#   from an earlier plant is put to use by mistake, and a group that is empty makes rules that never match.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { RA: 1 }
#   requirements: [SR 7.7]
#   verdict_kind: indicates
#   owner: IT
#   phase: 3
#   action: Remove them, or put into the groups what belongs there.
package zoneproof.checks["change-management"]["unused-object"]

import data.zoneproof.lib.text
import data.zoneproof.lib.unread

device contains finding if {
	some i, objects in input.idle_objects
	_is_told(objects.trouble)
	finding := {
		"verdict": unread.verdict_of_idle, # any statement could be the one that uses or fills them
		"severity": "low",
		"message": concat("", [
			concat(" ", [input.id, _what[objects.trouble], _objects(objects)]), ": ",
			text.few(_names(objects)), unread.unless_used,
		]),
		"subject": [objects.kind, objects.trouble],
		"evidence": [["idle_objects", i]],
	}
}

# A file without any rule is a part of a configuration: what uses its objects is elsewhere.
_is_told("unused") if {
	some table in input.tables
	table.rules > 0
}

_is_told("empty")

_what := {"unused": "never names", "empty": "has nothing in"}

_objects(objects) := concat(" ", ["1", _singular[objects.kind]]) if {
	objects.count == 1
} else := concat(" ", [format_int(objects.count, 10), _plural[objects.kind]])

_singular := {
	"address": "address object",
	"service": "service object",
	"translation": "translation",
}

_plural := {
	"address": "address objects",
	"service": "service objects",
	"translation": "translations",
}

# Those that are not shown are counted with the rest.
_names(objects) := array.concat(objects.names, [objects.names[0] | some _ in numbers.range(1, objects.count - count(objects.names))]) if {
	objects.count > count(objects.names)
} else := objects.names
