# METADATA
# title: Production installations have a budget
# description: |
#   What runs in production runs for months, and someone pays. The budget is the most it may cost a month: alerts and the
#   sum of the team go by it, and both are kept in the currency of the marketplace.
# custom:
#   id: org/production-budget
#   level: deny
#   stage: deny
#   kinds: [Installation]
#   message: "The installation in {environment} {problem}."
#   remediation: "Write the most that it may cost a month, in {currency}: `budget: \"120.00\"`."
#   owner: finance-controlling
package souk.org.production_budget

import data.souk.lib.money

violation contains {"path": "/budget", "params": params("has no budget")} if {
	input.refs.environment.production
	not input.entity.budget
}

violation contains {"path": money.pointer_of("budget", budget), "params": params("has a budget of nothing")} if {
	money.amount(budget) <= 0
}

violation contains {"path": "/budget/currency", "params": params("has its budget in another currency")} if {
	money.currency(budget) != input.settings.currency
}

budget := input.entity.budget if input.refs.environment.production

params(problem) := {
	"environment": input.entity.environment,
	"problem": problem,
	"currency": input.settings.currency,
}
