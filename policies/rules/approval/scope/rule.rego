# METADATA
# title: It asks for no new scope of high risk
# description: |
#   A scope that can do much harm is granted by more than one pair of eyes when an entry first asks for it, even
#   when nothing else in the entry changes. Scopes that it had before were looked at then.
# custom:
#   id: approval/scope
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It newly asks for {scope}, a scope of {tier} risk."
#   remediation: "Ask for a narrower scope than {scope}, or ask {role} for a review; the number needed is {count}."
#   owner: security
package souk.approval.scope

import data.souk.lib.approval
import data.souk.lib.pointer
import data.souk.lib.scopes

violation contains {
	"path": pointer.to(["permissions", p, "scopes", s]),
	"params": object.union(demand, {"scope": name, "tier": tier}),
} if {
	approval.kept
	some p, permission in input.entity.permissions
	some s, name in permission.scopes
	tier := input.refs.scopes[name].risk
	roles := data.config.approval.scopes[tier]
	not name in scopes.before
	some demand in approval.demands(roles)
}
