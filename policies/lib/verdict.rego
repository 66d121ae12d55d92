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

# Something that stands in the configuration for everybody to read.
of_presence := "violated"

# Something a device lacks, with the statements that could be it but were not understood.
of_absence(unread) := "violated" if {
	count(unread) == 0
} else := "unproved"

# A service of the device that should be off; undefined where it is off.
of_setting(service) := "violated" if {
	service.enabled
} else := "unproved" if {
	not _tells(service, "enabled")
}

# A rule that should log; undefined where it does.
of_missing_log(rule) := "unproved" if {
	not _tells(rule, "logged")
} else := "violated" if {
	not rule.logged
}

_tells(facts, key) if key in object.keys(facts)
