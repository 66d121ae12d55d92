# METADATA
# description: |
#   Selections of the rules that carry a pair's packets, made once per pair for all checks, and the finding about one of
#   them. A carrier is a kind of rule, named by its index in the input; a finding about it becomes one about each of its
#   rules, whose name is put for `{rule}`. Look an index up as `excess[i]`: `i in excess` walks the set.
# schemas:
#   - input: schema.pair
package zoneproof.lib.carriers

import data.zoneproof.lib.text
import data.zoneproof.lib.verdict

all := {i | some i, _ in input.carriers}

# Rules that carry something no conduit declares.
excess := {i |
	some i, carrier in input.carriers
	carrier.excess
}

# Rules that somebody wrote, not defaults.
written := {i |
	some i, carrier in input.carriers
	not carrier.rule.implicit
}

# Written rules that name something: a source, a destination or a service.
named := written - any_any

# Written rules that say which services they are for. What lets all of them through belongs to any-service-rule; an entry
# for answers, which names the port they come from alone, tells of no service.
specific := {i |
	some i in named
	not input.carriers[i].rule.full_tcp_or_udp
	not input.carriers[i].rule.open_ports
}

# Of these the ones that carry something no conduit declares.
specific_excess := specific & excess

# Written rules of any source, any destination and any service.
any_any := {i |
	some i in written
	rule := input.carriers[i].rule
	rule.any_source
	rule.any_destination
	rule.any_service
}

# Written rules of one device that open what another one on the way stops, between zones of the map. An entry for answers,
# which names the port they come from alone, is as wide as it has to be where nothing keeps state.
stopped := {i |
	input.from.kind != "unmapped"
	input.to.kind != "unmapped"
	some i, one in input.stopped
	not one.rule.implicit
	not _for_answers(one.rule)
}

_for_answers(rule) if {
	rule.open_ports
	not rule.full_tcp_or_udp
}

# What lets everything of the pair through by default: nobody filters, a permissive default, a rule that permits all.
open_default := {i |
	some i in excess
	_is_default(i)
}

# Excess that is reported as such. What nobody wrote a rule for is left to default-allow-between-zones where that
# counts, from RDF 2.
undeclared := {i |
	some i in excess
	not _left_to_default(i)
}

# The engine proved a violation, and no rule of a given device carries it: the zones meet on one segment. Where addresses
# of no zone lie nobody knows, so nothing is said of them here.
unfiltered if {
	input.verdict == "violated"
	input.from.kind != "unmapped"
	input.to.kind != "unmapped"
	count(excess) == 0
}

# A finding about an unfiltered pair, without its severity.
finding_unfiltered(tail) := {
	"verdict": verdict.of_presence,
	"message": concat(" ", ["nothing that was given stands between", input.from.id, "and", concat("", [input.to.id, ","]), tail]),
	"subject": ["unfiltered"],
	"evidence": [["from"]], # the facts hold no line of it; the map tells where the zone is declared
}

# A finding about what carrier `i` lets through, without its severity. `part` is `permits` or `excess`; `tail` ends the
# sentence "fw-edge lets enterprise reach scada by …".
finding(i, part, tail) := _finding(i, part, tail, verdict.of(input.carriers[i][part]))

# The same where the finding depends on what exactly the rule says (lib.verdict).
finding_of_rule(i, part, tail) := _finding(i, part, tail, verdict.of_rule(carrier[part], carrier.rule)) if {
	carrier := input.carriers[i]
}

# One finding about all that carriers `indices` of one device let through, without its severity and its subject: where
# nothing is wrong with a rule by itself, and a finding about each would say one thing a hundred times. It shows a packet
# of the first.
finding_together(indices, part, tail) := {
	"verdict": found,
	"together": true,
	"message": concat(" ", [first.rule.device, _lets[found], input.from.id, "reach", input.to.id, "by {rules}", tail]),
	"evidence": array.concat([["carriers", i] | some i in sorted], [["carriers", sorted[0], part, "witness"]]),
} if {
	sorted := sort(indices)
	first := input.carriers[sorted[0]]
	found := verdict.of(first[part])
}

# What one device alone opens, and another one on the way stops: open on the day that one is changed.
finding_stopped(i, tail) := {
	"verdict": found,
	"message": concat(" ", [
		stopped.rule.device, _opens[found], input.to.id, "to", input.from.id, "by {rule}",
		concat("", [tail, ","]), "and it is", text.few(stopped.stopped_by), "that stops it",
	]),
	"evidence": [["stopped", i], ["stopped", i, "permits"]],
} if {
	stopped := input.stopped[i]
	found := verdict.of(stopped.permits)
}

_opens := {"violated": "opens", "unproved": "may open"}

_finding(i, part, tail, found) := {
	"verdict": found,
	"message": concat(" ", [input.carriers[i].rule.device, _lets[found], _ends, tail]),
	"evidence": [["carriers", i], ["carriers", i, part]],
}

_ends := concat(" ", [input.from.id, "reach", input.to.id, "by {rule}"])

_lets := {"violated": "lets", "unproved": "may let"}

_is_default(i) if input.carriers[i].rule.implicit

_is_default(i) if any_any[i]

_left_to_default(i) if {
	input.carriers[i].rule.implicit
	input.sl_target.RDF >= 2
}
