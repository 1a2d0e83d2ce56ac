# METADATA
# title: Demands for approval
# description: Turns roles that the configuration names into roles that the marketplace has.
package souk.lib.approval

# METADATA
# description: |
#   Demands as {role, count}, from a mapping of role to count. A role that nobody holds cannot approve: the fallback
#   role takes its place.
demands(roles) := {{"role": approver(role), "count": number} | some role, number in roles}

# METADATA
# description: The roles of such a mapping that the marketplace has, the fallback role among them where it takes a place.
roles(counts) := {approver(role) | some role, _ in counts}

default needed := false

# METADATA
# description: Whether something changes at all; without a change there is nothing to approve.
needed if input.change.type != "unchanged"

default kept := false

# METADATA
# description: Whether the change brings or keeps the entity; a removal asks for nothing any more.
kept if {
	needed
	input.change.type != "removed"
}

approver(role) := role if role in input.settings.roles

approver(role) := data.config.approval.fallbackRole if not role in input.settings.roles
