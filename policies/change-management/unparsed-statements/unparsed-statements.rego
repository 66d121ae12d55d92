# METADATA
# title: Statements that were not understood
# description: |
#   Some statements of this export were not understood and could change what passes. What they may change is kept open
#   as a doubt in every verdict they touch; nothing is called proved past them.
# schemas:
#   - input: schema.device
# custom:
#   severity: info
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: indicates
#   owner: IT
#   phase: 1
#   action: Read the named lines yourself, and report them so that they are understood next time.
package zoneproof.checks["change-management"]["unparsed-statements"]

import data.zoneproof.lib.text

device contains finding if {
	some section, indices in _by_section
	words := [input.unparsed[i].statement | some i in indices]
	finding := {
		"verdict": "unproved",
		"severity": "info",
		"message": concat(" ", [
			input.id, "has", _statements(count(indices)), "not understood in",
			section, concat("", ["(", text.few(words), ")"]),
		]),
		"subject": [section],
		"evidence": [["unparsed", i] | some i in indices],
	}
}

_by_section[section] := indices if {
	some section in {statement.section | some statement in input.unparsed; statement.filtering}
	indices := [i |
		some i, statement in input.unparsed
		statement.filtering
		statement.section == section
	]
}

_statements(1) := "1 statement that was"

_statements(number) := concat(" ", [format_int(number, 10), "statements that were"]) if number > 1
