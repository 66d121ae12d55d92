# METADATA
# description: How things are called in the message of a finding.
package zoneproof.lib.text

# A rule as people name it: firewall policy 12 "temp-migration".
rule(r) := concat(" ", [r.table, r.id, concat("", [`"`, r.name, `"`])]) if {
	not r.implicit
	r.name
	r.name != r.id
} else := concat(" ", [r.table, r.id]) if {
	not r.implicit
} else := r.name if {
	r.name
} else := concat(" ", ["the default of", r.table])

# What tells a rule from others of its device whatever line it stands on.
rule_subject(r) := [r.table, r.name] if {
	r.name
} else := [r.table, r.id]

# The first three of a list, and how many there are besides.
few(names) := concat(", ", names) if {
	count(names) <= 3
} else := concat("", [
	concat(", ", array.slice(names, 0, 3)),
	" and ",
	format_int(count(names) - 3, 10),
	" more",
])
