# METADATA
# title: It costs little
# description: |
#   A high budget or a high price is money that is gone when something goes wrong. The limits are configured by
#   unit; an amount in another currency than that of the marketplace cannot be compared with them, so it counts.
# custom:
#   id: risk/cost
#   level: notice
#   stage: deny
#   kinds: [App, Connector, Installation]
#   message: "It may cost {amount} {currency} per {unit}; up to {limit} {limitCurrency} counts as low."
#   remediation: "Ask for at most {limit} {limitCurrency} per {unit}, or say in the pull request what the money is for."
#   owner: finance-controlling
package souk.risk.cost

import data.souk.lib.cost

violation contains {
	"path": amount.path,
	"params": object.union(amount.params, {
		"tier": tier,
		"limit": limits.medium,
		"limitCurrency": input.settings.currency,
	}),
} if {
	input.change.type != "removed"
	costs := data.config.risk.costs
	some amount in cost.amounts
	limits := object.get(costs, amount.params.unit, costs.other)
	cost.above(amount, limits.medium)
	tier := tier_of(amount, limits)
}

tier_of(amount, limits) := "high" if {
	cost.domestic(amount)
	amount.number > limits.high
} else := "medium"
