# METADATA
# description: What looks into the packets that a rule permits.
# schemas:
#   - input: schema.pair
package zoneproof.lib.inspection

# The rules of what inspects them are not in the export.
elsewhere(rule) if {
	some profile in rule.profiles
	startswith(profile, "elsewhere ")
}

not_told(rule) := {
	"not_assessed": concat(" ", ["the export of", rule.device, "does not tell what inspects the packets that its rules permit"]),
	"device": rule.device,
}
