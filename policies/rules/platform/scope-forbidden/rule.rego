# METADATA
# title: No permission asks for everything
# description: |
#   A scope for administrators or one with a wildcard grants what nobody has reviewed, and grows with the system behind
#   it. Upper and lower case make no difference. Words and whole scopes that are refused are in `data/platform.yaml`.
# custom:
#   id: platform/scope-forbidden
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   message: "The scope {scope} of the permission {permission} {problem}."
#   remediation: "Name the records and the actions that are needed, each by its own scope, such as crm:leads:read."
#   owner: security
package souk.platform.scope_forbidden

import data.souk.lib.pointer

violation contains {
	"path": pointer.to(["permissions", i, "scopes", j]),
	"params": {"scope": scope, "permission": permission.name, "problem": problem},
} if {
	some i, permission in input.entity.permissions
	some j, scope in permission.scopes
	problem := problem_of(lower(trim_space(scope)))
}

# Undefined for a scope that is fine.
problem_of(scope) := "is a wildcard" if {
	contains(scope, "*")
} else := "grants too much" if {
	forbidden.names[scope]
} else := "grants too much" if {
	words := split(replace(replace(scope, ".", ":"), "/", ":"), ":")
	has_forbidden_word(words)
}

has_forbidden_word(words) if forbidden.firstWords[words[0]]

# The last word, without calculating its place: arithmetic is slow in WebAssembly.
has_forbidden_word(words) if forbidden.lastWords[array.reverse(words)[0]]

forbidden := data.config.platform.scopes.forbidden
