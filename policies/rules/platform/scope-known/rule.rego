# METADATA
# title: Scopes are in the scope catalog
# description: |
#   The scope catalog says what a scope allows, how much harm its misuse does and who answers for it. A scope that it
#   does not have cannot be granted, and nobody can judge its risk. Retired entries are left alone.
# custom:
#   id: platform/scope-known
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The scope {scope} of the permission {permission} is not in the scope catalog."
#   remediation: "Use a scope of the catalog, such as crm:leads:read, or add {scope} to it first, with its risk and the team that answers for it."
#   owner: security
package souk.platform.scope_known

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {
	"path": pointer.to(["permissions", i, "scopes", j]),
	"params": {"scope": scope, "permission": permission.name},
} if {
	some i, permission in input.entity.permissions
	some j, scope in permission.scopes
	not input.refs.scopes[scope]
	not entry.gone
}
