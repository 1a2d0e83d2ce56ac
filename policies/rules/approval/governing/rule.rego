# METADATA
# title: The change touches nothing that others rely on
# description: |
#   Settings, teams, scopes, prices, sources, waivers and subscriptions belong to everybody. Those who run the
#   marketplace see each change to them, and finance sees prices.
# custom:
#   id: approval/governing
#   level: notice
#   stage: deny
#   kinds: [Marketplace, ScopeCatalog, PriceBook, Team, Source, Subscription, Waiver]
#   message: "The change touches what others rely on."
#   remediation: "Make the change to {kind} {id} in a pull request of its own and ask {role} for a review."
#   owner: platform-engineering
package souk.approval.governing

import data.souk.lib.approval

violation contains {
	"path": "",
	"params": object.union(demand, {"kind": input.entity.kind, "id": input.entity.id}),
} if {
	approval.needed
	some demand in approval.demands(data.config.approval.governing[input.entity.kind])
}
