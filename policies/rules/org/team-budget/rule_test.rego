package souk.org.team_budget_test

import data.souk.org.team_budget
import data.souk.testing

config := {}

installation(budget, environment, sums) := testing.with_refs(
	testing.input_of_installation(object.union(object.remove(testing.installation, ["budget"]), budget)),
	{
		"budget": object.union({"monthly": 5000, "currency": "EUR"}, sums),
		"environment": {"name": environment, "production": environment == "production"},
	},
)

changed(subject, fields) := testing.with_field(
	subject, "before",
	object.union(object.remove(testing.installation, ["budget"]), object.union({"budget": "120.00"}, fields)),
)

over(path, problem, committed, currency) := {
	"path": path,
	"params": {"team": "freight", "problem": problem, "monthly": 5000, "committed": committed, "currency": currency},
}

cases["passes when all installations fit"] := {
	"input": installation({"budget": "120.00"}, "production", {"committed": 1200}),
	"expect": set(),
}

cases["passes when the budget is used up exactly"] := {
	"input": installation({"budget": "120.00"}, "production", {"committed": 5000}),
	"expect": set(),
}

cases["one cent more fails"] := {
	"input": installation({"budget": "120.00"}, "production", {"committed": 5000.01}),
	"expect": {over("/budget", "they come to more", 5000.01, "EUR")},
}

cases["in a mapping the amount is pointed at"] := {
	"input": installation({"budget": {"monthly": 6000, "currency": "EUR"}}, "production", {"committed": 6000}),
	"expect": {over("/budget/monthly", "they come to more", 6000, "EUR")},
}

cases["an installation without a budget adds nothing"] := {
	"input": installation({}, "dev", {"committed": 6000}),
	"expect": set(),
}

cases["what costs more than before fails"] := {
	"input": changed(installation({"budget": "120.00"}, "production", {"committed": 6000}), {"budget": "100.00"}),
	"expect": {over("/budget", "they come to more", 6000, "EUR")},
}

cases["what costs less or the same as before passes"] := {
	"input": changed(installation({"budget": "120.00"}, "production", {"committed": 6000}), {"budget": {"monthly": 120}}),
	"expect": set(),
}

cases["what comes from another team costs this one more"] := {
	"input": changed(installation({"budget": "120.00"}, "production", {"committed": 6000}), {"team": "finance"}),
	"expect": {over("/budget", "they come to more", 6000, "EUR")},
}

cases["what was counted in another currency costs more"] := {
	"input": changed(
		installation({"budget": "120.00"}, "production", {"committed": 6000}),
		{"budget": {"monthly": "120.00", "currency": "USD"}},
	),
	"expect": {over("/budget", "they come to more", 6000, "EUR")},
}

cases["what got a budget only now costs more"] := {
	"input": testing.with_field(
		installation({"budget": "120.00"}, "production", {"committed": 6000}), "before",
		object.remove(testing.installation, ["budget"]),
	),
	"expect": {over("/budget", "they come to more", 6000, "EUR")},
}

cases["another currency than the team's cannot be added up"] := {
	"input": installation({"budget": {"monthly": "10", "currency": "USD"}}, "dev", {"committed": 10}),
	"expect": {over("/budget/currency", "this budget is in another currency", 10, "EUR")},
}

cases["a plain amount is in the currency of the marketplace"] := {
	"input": installation({"budget": 10}, "dev", {"committed": 10, "currency": "USD"}),
	"expect": {over("/budget/currency", "this budget is in another currency", 10, "USD")},
}

cases["the currency of the marketplace is not always the team's"] := {
	"input": installation({"budget": "10"}, "production", {"committed": 10, "currency": "USD"}),
	"expect": {over("/budget/currency", "this budget is in another currency", 10, "USD")},
}

cases["in production another rule judges a currency that is not the marketplace's"] := {
	"input": installation({"budget": {"monthly": "10", "currency": "USD"}}, "production", {"committed": 10}),
	"expect": set(),
}

cases["a team budget may be written as a text"] := {
	"input": installation({"budget": "120.00"}, "production", {"committed": 5001, "monthly": "5000.00"}),
	"expect": {over("/budget", "they come to more", 5001, "EUR")},
}

cases["a team without a budget has no limit here"] := {
	"input": testing.with_field(
		testing.input_of_installation(testing.installation), "refs",
		{"team": testing.team("freight"), "environment": {"name": "production", "production": true}},
	),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	team_budget.violation == case.expect with input as case.input with data.config as config
}
