# METADATA
# title: The change asks for no new scope
# description: |
#   Whoever installed the entry agreed to the scopes of that day. A scope that the entry did not have before is a
#   new question, even when the scope is harmless by itself. A scope that only moves to another permission is not
#   new.
# custom:
#   id: risk/new-permission
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It asks for scopes that it did not have before: {scopes}."
#   remediation: "Leave {scopes} out, or ask for it in a change of its own that says what it is for."
#   owner: security
package souk.risk.new_permission

import data.souk.lib.pointer
import data.souk.lib.scopes

violation contains {
	"path": pointer.to(["permissions", i, "scopes"]),
	"params": {"tier": data.config.risk.changes.newPermission, "scopes": concat(", ", sort(gained))},
} if {
	input.change.type == "modified"
	some i, permission in input.entity.permissions
	gained := {scope | some scope in permission.scopes} - scopes.before
	count(gained) > 0
}
