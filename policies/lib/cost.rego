# METADATA
# title: Costs that a manifest states
# description: |
#   The monthly budget of an installation and the prices of an entry in one form, so that rules hold them against limits
#   by unit. The unit of a budget is `month`.
package souk.lib.cost

import data.souk.lib.money

# METADATA
# description: Each amount as {path, number, params}; params has the amount as written, its currency and its unit.
amounts contains {
	"path": money.pointer_of("budget", budget),
	"number": money.amount(budget),
	"params": {"amount": written(budget), "currency": money.currency(budget), "unit": "month"},
} if {
	budget := input.entity.budget
}

amounts contains {
	"path": concat("", ["/billing/metrics/", format_int(i, 10), "/price"]),
	"number": money.decimal(metric.price),
	"params": {"amount": metric.price, "currency": money.currency(metric), "unit": metric.unit},
} if {
	some i, metric in input.entity.billing.metrics
}

# METADATA
# description: |
#   Whether an amount is above a limit in the currency of the marketplace. An amount in another currency cannot be
#   compared with the limit and counts as above it, unless it is nothing.
above(amount, limit) if {
	amount.number > limit
} else if {
	not domestic(amount)
	amount.number > 0
}

# METADATA
# description: Whether an amount is in the currency of the marketplace.
domestic(amount) if amount.params.currency == input.settings.currency

written(budget) := budget if not is_object(budget)

written(budget) := budget.monthly if is_object(budget)
