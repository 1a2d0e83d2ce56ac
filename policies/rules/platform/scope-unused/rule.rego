# METADATA
# title: Each scope has a use
# description: |
#   A scope that nothing needs is a risk without a benefit. A scope counts as used when the entry consumes an API of the
#   system that grants it (by the scope catalog, by the name of the permission or by the first part of the scope), when
#   an entry that it consumes demands the scope, or when it demands the scope of its own callers. Deprecated and retired
#   entries are left alone.
# custom:
#   id: platform/scope-unused
#   level: warn
#   stage: deny
#   kinds: [App, Connector]
#   message: "The scope {scope} of the permission {permission} fits none of the APIs that the entry says it consumes."
#   remediation: "Take the scope away, or name the API that needs it under `apis.consumes`, such as `name: crm`."
#   owner: security
package souk.platform.scope_unused

import data.souk.lib.entry
import data.souk.lib.manifest
import data.souk.lib.pointer

violation contains {
	"path": pointer.to(["permissions", i, "scopes", j]),
	"params": {"scope": scope, "permission": permission.name},
} if {
	some i, permission in input.entity.permissions
	not permission.name in consumed
	some j, scope in permission.scopes
	not is_used(scope)
	not entry.ending
}

consumed contains manifest.name_of(api) if some api in input.entity.apis.consumes

is_used(scope) if split(scope, ":")[0] in consumed

is_used(scope) if input.refs.scopes[scope].system in consumed

is_used(scope) if scope in input.entity.auth.scopes

is_used(scope) if {
	some provider in input.refs.consumes
	scope in provider.scopes
}
