# METADATA
# description: |
#   The rule about must and may, here and nowhere else. What is certain (some of it lies in the lower bound) is violated;
#   what passes only if a doubt turns out badly is unproved. See design 2.
package zoneproof.lib.verdict

# A set of packets that should not pass.
of(set) := "violated" if {
	set.certain
} else := "unproved"

# A set of packets, where the finding also says something of the whole rule that lets them through: how wide it is, or
# that one particular service is among them. A doubt in the rule keeps that open.
of_rule(set, rule) := "violated" if {
	set.certain
	rule.certain
} else := "unproved"

# Several rules of a device taken together.
of_rules(rules) := "violated" if {
	every rule in rules {
		rule.certain
	}
} else := "unproved"

# Something a device lacks: a statement that was not understood could be the one that is missing.
of_absence(unparsed) := "unproved" if {
	some statement in unparsed
	statement.filtering
} else := "violated"
