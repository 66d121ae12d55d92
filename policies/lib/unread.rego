# METADATA
# description: |
#   Statements of a device that were not understood and could change what is filtered. Where a finding rests on the
#   absence of something, one of them may be the thing.
# schemas:
#   - input: schema.device
package zoneproof.lib.unread

import data.zoneproof.lib.verdict as bounds

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

# Whether the export is a part of a configuration: what it leaves out may bind, use or fill anything.
default partial := false

partial if input.posture.whole == false

# What something that nothing seems to bind, use or fill is found to be.
verdict_of_idle := "unproved" if {
	partial
} else := bounds.of_absence(filtering)

# What ends a message about it.
unless_used := ", as far as this part of a configuration shows" if {
	partial
} else := unless(filtering)
