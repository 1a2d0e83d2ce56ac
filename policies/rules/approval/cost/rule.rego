# METADATA
# title: It costs no more than teams decide alone
# description: |
#   Teams spend what is usual on their own. Above the limits, by unit, finance has a look; an amount in another
#   currency than that of the marketplace cannot be compared with them, so it counts. A removal costs nothing.
# custom:
#   id: approval/cost
#   level: notice
#   stage: deny
#   kinds: [App, Connector, Installation]
#   message: "It may cost {amount} {currency} per {unit}, and teams decide alone up to {limit} {limitCurrency}."
#   remediation: "Ask for at most {limit} {limitCurrency} per {unit}, or ask {role} for a review."
#   owner: finance-controlling
package souk.approval.cost

import data.souk.lib.approval
import data.souk.lib.cost

violation contains {
	"path": amount.path,
	"params": object.union(object.union(amount.params, demand), {
		"limit": limit,
		"limitCurrency": input.settings.currency,
	}),
} if {
	approval.kept
	some amount in cost.amounts
	limit := object.get(data.config.approval.cost.limits, amount.params.unit, data.config.approval.cost.limits.other)
	cost.above(amount, limit)
	some demand in approval.demands(data.config.approval.cost.roles)
}
