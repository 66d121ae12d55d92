# METADATA
# description: |
#   Statements of a device that were not understood and could change what is filtered. Where a finding rests on the
#   absence of something, one of them may be the thing.
# schemas:
#   - input: schema.device
package zoneproof.lib.unread

filtering := [statement |
	some statement in input.unparsed
	statement.filtering
]

# Those whose section or first words name one of `words`.
about(words) := [statement |
	some statement in filtering
	text := lower(concat(" ", [statement.section, statement.statement]))
	some word in words
	contains(text, word)
]

# What ends a message where one of `statements` may be the thing: checks of the kind `indicates` have the same verdict then.
unless(statements) := "" if {
	count(statements) == 0
} else := ", unless something that was not understood says otherwise"
