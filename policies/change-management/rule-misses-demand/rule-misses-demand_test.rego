package zoneproof.checks["change-management"]["rule-misses-demand_test"]

import data.zoneproof.checks["change-management"]["rule-misses-demand"] as check
import data.zoneproof.lib.given_test as given

test_violated_any_of_each_side if {
	facts := given.demanding({"explicit": ["source", "destination", "service"]}, [given.asked(given.any_any, {})])
	found := check.pair with input as facts

	_missed(found) == {"explicit source", "explicit destination", "explicit service"}
	given.outcome(found) == {["violated", "medium"]}
}

test_violated_message_tells_who_demands if {
	facts := given.demanding({"explicit": ["source"]}, [given.asked(given.any_any, {})])
	found := check.pair with input as facts

	{finding.message | some finding in found} == {concat("", [
		"fw-edge lets a-operations reach b-cell by {rule} from any source; ",
		"conduit C-03 demands an explicit source",
	])}
	some finding in found
	finding.evidence == [["carriers", 0], ["carriers", 0, "permits"], ["conduit", "demands"]]
}

test_unproved_any_source_of_a_doubtful_rule if {
	rule := given.rule({"any_source": true, "certain": false})
	found := check.pair with input as given.demanding({"explicit": ["source"]}, [given.asked(rule, {})])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_only_what_is_demanded if {
	found := check.pair with input as given.demanding({"explicit": ["service"]}, [given.asked(
		given.rule({"any_source": true}),
		{},
	)])

	found == set()
}

test_violated_no_comment if {
	facts := given.demanding({"comment": true}, [given.asked(given.rule({}), {"has_comment": false})])
	found := check.pair with input as facts

	_missed(found) == {"comment"}
}

test_violated_comment_without_ticket if {
	demands := {"comment": true, "comment_pattern": "OT-[0-9]+"}
	found := check.pair with input as given.demanding(demands, [given.asked(given.rule({}), {"comment": "for Anna"})])

	_missed(found) == {"comment"}
	some finding in found
	endswith(finding.message, "; conduit C-03 demands one that matches OT-[0-9]+")
}

test_clean_comment_with_ticket if {
	demands := {"comment": true, "comment_pattern": "OT-[0-9]+"}
	found := check.pair with input as given.demanding(demands, [given.asked(given.rule({}), {"comment": "OT / OT-4711"})])

	found == set()
}

test_clean_a_comment_is_no_longer_demanded if {
	facts := object.union(
		given.demanding({"comment": false}, [given.asked(given.rule({}), {"has_comment": false})]),
		{"default_demands": [_default(1, {"comment": true})]},
	)
	found := check.pair with input as facts

	found == set()
}

test_not_assessed_pattern_that_cannot_be_used if {
	demands := {"comment": true, "comment_pattern": "OT-(?=4)"}
	found := check.pair with input as given.demanding(demands, [given.asked(given.rule({}), {"comment": "OT-4711"})])

	found == {{"not_assessed": "what conduit C-03 demands of comments is no regular expression of RE2"}}
}

test_violated_not_logged if {
	facts := given.demanding({"log": true}, [given.asked(given.rule({"logged": false}), {})])
	found := check.pair with input as facts

	_missed(found) == {"log"}
	given.outcome(found) == {["violated", "medium"]}
}

test_unproved_logging_is_not_told if {
	facts := given.demanding({"log": true}, [given.asked(object.remove(given.rule({}), ["logged"]), {})])
	found := check.pair with input as facts

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_logged if {
	found := check.pair with input as given.demanding({"log": true}, [given.asked(given.rule({}), {})])

	found == set()
}

test_violated_too_many_of_each if {
	many := {"least": 17, "most": 17}
	asked := {"sources": many, "destinations": many, "services": many}
	demands := {"most_sources": 16, "most_destinations": 16, "most_services": 16}
	found := check.pair with input as given.demanding(demands, [given.asked(given.rule({}), asked)])

	_missed(found) == {"sources", "destinations", "services"}
	given.outcome(found) == {["violated", "medium"]}
}

test_violated_more_than_anybody_counts if {
	every number, words in {"4294967296": "4294967296", "340282366920938463463374607431768211456": "more than 10^15"} {
		many := to_number(number)
		asked := {"destinations": {"least": many, "most": many}}
		found := check.pair with input as given.demanding({"most_destinations": 4}, [given.asked(given.rule({}), asked)])

		[contains(finding.message, concat(" ", ["for", words, "destination addresses;"])) | some finding in found] == [true]
	}
}

test_unproved_perhaps_too_many if {
	asked := {"sources": {"least": 1, "most": 4294967296}}
	found := check.pair with input as given.demanding({"most_sources": 16}, [given.asked(given.rule({}), asked)])

	given.outcome(found) == {["unproved", "medium"]}
}

test_clean_as_many_as_may_be if {
	asked := {"sources": {"least": 16, "most": 16}}
	found := check.pair with input as given.demanding({"most_sources": 16}, [given.asked(given.rule({}), asked)])

	found == set()
}

test_unproved_rule_that_may_not_serve if {
	carrier := object.union(given.asked(given.rule({"logged": false}), {}), {"permits": given.set(false, [given.https])})
	found := check.pair with input as given.demanding({"log": true}, [carrier])

	given.outcome(found) == {["unproved", "medium"]}
}

test_violated_not_hit_for_long if {
	facts := given.demanding({"hit_within_days": 90}, [given.asked(given.rule({}), {"days_since_hit": 91})])
	found := check.pair with input as facts

	{finding.message | some finding in found} == {concat("", [
		"fw-edge lets a-operations reach b-cell by {rule} not hit for 91 days; ",
		"conduit C-03 demands a hit within 90",
	])}
}

test_clean_hit_lately if {
	facts := given.demanding({"hit_within_days": 90}, [given.asked(given.rule({}), {"days_since_hit": 0})])
	found := check.pair with input as facts

	found == set()
}

test_not_assessed_without_hits if {
	found := check.pair with input as given.demanding({"hit_within_days": 90}, [given.asked(given.rule({}), {})])

	found == {{
		"not_assessed": "the export of fw-edge does not show when rules were last hit, which conduit C-03 demands",
		"device": "fw-edge",
	}}
}

test_violated_review_of_the_comment_is_past if {
	facts := given.demanding({"review": true}, [given.asked(given.rule({}), {"review": "2027-01-30"})])
	found := check.pair with input as object.union(facts, {"as_of": "2027-01-31"})

	_missed(found) == {"review"}
}

test_violated_review_of_the_conduit_is_past if {
	facts := given.demanding({"review": true}, [given.asked(given.rule({}), {})])
	found := check.pair with input as object.union(facts, {"as_of": "2027-01-31", "conduit": {"review": "2026-12-31"}})

	_missed(found) == {"review"}
}

test_violated_no_day_of_review if {
	facts := given.demanding({"review": true}, [given.asked(given.rule({}), {})])
	found := check.pair with input as object.union(facts, {"as_of": "2027-01-31"})

	_missed(found) == {"review"}
}

test_clean_review_is_to_come if {
	facts := given.demanding({"review": true}, [given.asked(given.rule({}), {"review": "2027-01-31"})])
	found := check.pair with input as object.union(facts, {"as_of": "2027-01-31", "conduit": {"review": "2026-12-31"}})

	found == set()
}

test_not_assessed_without_a_day if {
	facts := given.demanding({"review": true}, [given.asked(given.rule({}), {"review": "2027-01-30"})])
	found := check.pair with input as facts

	found == {{"not_assessed": "no day was given to judge reviews of rules for (--as-of)"}}
}

test_violated_by_the_highest_default_that_counts if {
	facts := object.union(
		object.remove(given.demanding({}, [given.asked(given.rule({}), {"sources": {"least": 9, "most": 9}})]), ["conduit"]),
		{"default_demands": [
			_default(1, {"most_sources": 16}), _default(2, {"most_sources": 8}), _default(3, {"most_sources": 1, "log": true}),
		]},
	)
	found := check.pair with input as facts

	{finding.message | some finding in found} == {concat("", [
		"fw-edge lets a-operations reach b-cell by {rule} for 9 source addresses; ",
		"the default from SL-T 2 on demands at most 8",
	])}
}

test_clean_default_of_a_higher_level if {
	facts := object.union(
		object.remove(given.demanding({}, [given.asked(given.rule({"logged": false}), {})]), ["conduit"]),
		{"default_demands": [_default(3, {"log": true})]},
	)
	found := check.pair with input as facts

	found == set()
}

test_clean_what_nobody_wrote if {
	found := check.pair with input as given.demanding({"log": true}, [given.asked(
		object.union(given.no_filter, {"logged": false}),
		{},
	)])

	found == set()
}

_missed(found) := {finding.aspect | some finding in found}

_default(level, demands) := object.union(demands, {"level": level, "location": given.location(7)})
