# METADATA
# title: The installations of a team fit its budget
# description: |
#   Each installation may cost up to its own budget; together they are what a team has committed to. When the sum is
#   more than the team may spend, the bill surprises somebody at the end of the month. A change that lets an installation
#   cost no more than before passes, so that a team which is over its budget can come back step by step.
# custom:
#   id: org/team-budget
#   level: deny
#   stage: deny-new
#   kinds: [Installation]
#   message: "Team {team} may spend {monthly} {currency} a month on installations, and {problem}."
#   remediation: "Lower a budget of the team, whose installations now come to {committed}, and write it in {currency}, such as `budget: \"120.00\"`; or ask Finance Controlling for a larger team budget."
#   owner: finance-controlling
package souk.org.team_budget

import data.souk.lib.money

violation contains {"path": money.pointer_of("budget", input.entity.budget), "params": params("they come to more")} if {
	input.refs.budget.committed > money.amount(input.refs.budget.monthly)
	not costs_no_more
}

violation contains {"path": "/budget/currency", "params": params("this budget is in another currency")} if {
	money.currency(input.entity.budget) != input.refs.budget.currency
	not judged_in_production
}

# In production every budget is in the currency of the marketplace; org/production-budget says so.
judged_in_production if {
	input.refs.environment.production
	money.currency(input.entity.budget) != input.settings.currency
}

costs_no_more if {
	input.before.team == input.entity.team
	money.currency(input.before.budget) == money.currency(input.entity.budget)
	money.amount(input.before.budget) >= money.amount(input.entity.budget)
}

params(problem) := {
	"team": input.entity.team,
	"problem": problem,
	"monthly": money.amount(input.refs.budget.monthly),
	"committed": input.refs.budget.committed,
	"currency": input.refs.budget.currency,
}
