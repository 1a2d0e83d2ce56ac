# METADATA
# title: The risk of the change needs no approval
# description: |
#   Low risk is let in by green checks. The riskier a change is, the more roles look at it; which ones is
#   configured.
# custom:
#   id: approval/tier
#   level: notice
#   stage: deny
#   kinds: [App, Connector, Installation, Collection, Subscription, Team, Source, Waiver, PriceBook, ScopeCatalog, Marketplace]
#   message: "The risk is {tier}."
#   remediation: "Lower the risk: its reasons say what counts. Otherwise ask {role} for a review."
#   owner: security
package souk.approval.tier

import data.souk.lib.approval

violation contains {"path": "", "params": object.union(demand, {"tier": input.risk.tier})} if {
	approval.needed
	some demand in approval.demands(data.config.approval.tiers[input.risk.tier])
}
