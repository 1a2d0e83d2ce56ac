# METADATA
# title: Each permission says why
# description: |
#   Reviewers approve a reason, not a list of scopes, and whoever installs the app reads it before agreeing. A word or
#   two are no reason; the fewest words are in `data/platform.yaml`. Deprecated and retired entries are left alone.
# custom:
#   id: platform/scope-reason
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The permission {permission} {problem}."
#   remediation: "Write `reason:` in a sentence of at least {least} words that says which records are needed and what for, such as: Reads new leads to announce them in the channel."
#   owner: security
package souk.platform.scope_reason

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {
	"path": pointer.to(["permissions", i, "reason"]),
	"params": {"permission": permission.name, "problem": problem, "least": least},
} if {
	some i, permission in input.entity.permissions
	problem := problem_of(permission)
	not entry.ending
}

least := data.config.platform.scopes.reasonWords

# Undefined for a permission with a reason.
problem_of(permission) := "does not say why it is needed" if not permission.reason

problem_of(permission) := "says in too few words why it is needed" if {
	lines := replace(permission.reason, "\n", " ")
	words := [word | some word in split(lines, " "); word != ""]
	count(words) < least
}
