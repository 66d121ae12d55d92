# METADATA
# description: How things are called in the message of a finding.
package zoneproof.lib.text

# The first three of a list, and how many there are besides.
few(names) := concat(", ", names) if {
	count(names) <= 3
} else := concat("", [
	concat(", ", array.slice(names, 0, 3)),
	" and ",
	format_int(count(names) - 3, 10),
	" more",
])

# A number of a text that somebody wrote; what is compiled stops at `format_int` of one past 32 bits.
number(value) := json.marshal(value)
