# METADATA
# title: Rule that is not kept as the map demands
# description: |
#   The map demands something of every rule that serves a conduit, or that joins zones of this SL-T: named sources,
#   destinations and services, a comment, logging, not more than so many addresses or services, a late hit, a review in
#   time. A rule does not have it, and is one that nobody can account for later. Exports that do not show hits are told.
# schemas:
#   - input: schema.pair
# custom:
#   severity: medium
#   sl_target: { RDF: 1, RA: 1 }
#   requirements: [SR 5.2 RE 1, SR 7.6]
#   verdict_kind: decisive
#   owner: IT+OT
#   phase: 2
#   action: Give the rule what is demanded of it, or change the demand in the map (demands) with its owner.
package zoneproof.checks["change-management"]["rule-misses-demand"]

import data.zoneproof.lib.carriers
import data.zoneproof.lib.demands
import data.zoneproof.lib.text
import data.zoneproof.lib.verdict

pair contains object.union(demands.finding(i, key, missed), {"severity": "medium"}) if {
	some [i, key, missed] in _missed
}

pair contains {"not_assessed": "no day was given to judge reviews of rules for (--as-of)"} if {
	demands.of.review.demands.review
	not input.as_of
}

pair contains {"not_assessed": concat(" ", ["what", by, "demands of comments is no regular expression of RE2"])} if {
	demands.of.comment.demands.comment
	by := demands.of.comment.by
	not _pattern_is_usable
}

pair contains {"not_assessed": reason, "device": device} if {
	demands.of.hit_within_days
	some i in carriers.written
	not "days_since_hit" in object.keys(input.carriers[i].asked)
	device := input.carriers[i].rule.device
	reason := concat(" ", [
		"the export of", device, "does not show when rules were last hit, which", demands.of.hit_within_days.by, "demands",
	])
}

# What is any is no name, whatever else stands beside it.
_missed contains [i, "explicit", missed] if {
	some side, [fact, what] in {
		"source": ["any_source", "from any source"],
		"destination": ["any_destination", "to any destination"],
		"service": ["full_tcp_or_udp", "by any service"],
	}
	side in demands.of.explicit.demands.explicit
	some i in carriers.written
	rule := input.carriers[i].rule
	rule[fact]
	missed := {
		"aspect": concat(" ", ["explicit", side]),
		"verdict": verdict.of_rules([rule]),
		"what": what,
		"demand": concat(" ", ["an explicit", side]),
	}
}

_missed contains [i, "comment", missed] if {
	demands.of.comment.demands.comment
	some i in carriers.written
	not input.carriers[i].asked.has_comment
	missed := {"aspect": "comment", "verdict": verdict.of_presence, "what": "without a comment", "demand": "one"}
}

_missed contains [i, "comment", missed] if {
	pattern := demands.of.comment.demands.comment_pattern
	demands.of.comment.demands.comment
	_pattern_is_usable
	some i in carriers.written
	not regex.match(pattern, input.carriers[i].asked.comment)
	input.carriers[i].asked.has_comment
	missed := {
		"aspect": "comment",
		"verdict": verdict.of_presence,
		"what": "with a comment of another form",
		"demand": concat(" ", ["one that matches", pattern]),
	}
}

_missed contains [i, "log", missed] if {
	demands.of.log.demands.log
	some i in carriers.written
	found := verdict.of_missing_log(input.carriers[i].rule)
	what := {
		"violated": "without logging",
		"unproved": "and the export does not tell whether it is logged",
	}
	missed := {"aspect": "log", "verdict": found, "what": what[found], "demand": "logging"}
}

_missed contains [i, key, missed] if {
	some key, [part, names] in {
		"most_sources": ["sources", "source addresses"],
		"most_destinations": ["destinations", "destination addresses"],
		"most_services": ["services", "services"],
	}
	most := demands.of[key].demands[key]
	some i in carriers.written
	carrier := input.carriers[i]
	carrier.asked[part].most > most
	missed := {
		"aspect": part,
		"verdict": _too_many(carrier.rule, carrier.asked[part], most),
		"what": concat(" ", ["for", _amount(carrier.asked[part].most), names]),
		"demand": concat(" ", ["at most", _amount(most)]),
	}
}

_missed contains [i, "hit_within_days", missed] if {
	most := demands.of.hit_within_days.demands.hit_within_days
	some i in carriers.written
	days := input.carriers[i].asked.days_since_hit
	days > most
	missed := {
		"aspect": "hit",
		"verdict": verdict.of_presence,
		"what": concat(" ", ["not hit for", text.number(days), "days"]),
		"demand": concat(" ", ["a hit within", text.number(most)]),
	}
}

_missed contains [i, "review", missed] if {
	demands.of.review.demands.review
	some i in carriers.written
	what := _overdue(object.get(input.carriers[i].asked, "review", _review_of_conduit))
	missed := {"aspect": "review", "verdict": verdict.of_presence, "what": what, "demand": "a review in time"}
}

_amount(number) := text.number(number) if {
	number < 1000000000000000
} else := "more than 10^15"

default _review_of_conduit := ""

_review_of_conduit := input.conduit.review

_overdue("") := "without a day of review"

_overdue(day) := concat(" ", ["whose review was due on", day]) if {
	day != ""
	day < input.as_of
}

_too_many(rule, number, most) := verdict.of_rules([rule]) if {
	number.least > most
} else := "unproved"

_pattern_is_usable if not demands.of.comment.demands.comment_pattern

_pattern_is_usable if regex.is_valid(demands.of.comment.demands.comment_pattern)
