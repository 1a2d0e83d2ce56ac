package souk.org.production_budget_test

import data.souk.org.production_budget
import data.souk.testing

config := {}

installed(fields) := testing.input_of_installation(object.union(object.remove(testing.installation, ["budget"]), fields))

in_dev(fields) := testing.with_refs(installed(fields), {"environment": {"name": "dev", "production": false}})

flawed(path, problem) := {{
	"path": path,
	"params": {"environment": "production", "problem": problem, "currency": "EUR"},
}}

cases["passes with a budget, as text, number or mapping"] := {
	"input": installed({"budget": {"monthly": "120.00", "currency": "EUR"}}),
	"expect": set(),
}

cases["passes with a text in the currency of the marketplace"] := {"input": installed({"budget": "120.00"}), "expect": set()}

cases["passes with a number"] := {"input": installed({"budget": 0.01}), "expect": set()}

cases["fails without a budget"] := {"input": installed({}), "expect": flawed("/budget", "has no budget")}

cases["a budget of nothing fails, as a number"] := {
	"input": installed({"budget": 0}),
	"expect": flawed("/budget", "has a budget of nothing"),
}

cases["a budget of nothing fails, as a text"] := {
	"input": installed({"budget": "0.00"}),
	"expect": flawed("/budget", "has a budget of nothing"),
}

cases["a budget of nothing fails, in a mapping"] := {
	"input": installed({"budget": {"monthly": "0"}}),
	"expect": flawed("/budget/monthly", "has a budget of nothing"),
}

cases["another currency fails"] := {
	"input": installed({"budget": {"monthly": 100, "currency": "USD"}}),
	"expect": flawed("/budget/currency", "has its budget in another currency"),
}

cases["outside of production no budget is needed"] := {"input": in_dev({}), "expect": set()}

cases["outside of production the currency is not judged here"] := {
	"input": in_dev({"budget": {"monthly": "0", "currency": "USD"}}),
	"expect": set(),
}

cases["an environment that does not exist is not judged here"] := {
	"input": testing.with_field(installed({}), "refs", {}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	production_budget.violation == case.expect with input as case.input with data.config as config
}
