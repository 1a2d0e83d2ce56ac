package souk.approval.cost_test

import data.souk.approval.cost
import data.souk.testing

config := {"approval": {
	"fallbackRole": "platform",
	"cost": {"roles": {"finance": 1}, "limits": {"month": 1000, "seat": 10, "other": 1}},
}}

spending(budget) := testing.input_of_installation(object.union(
	object.remove(testing.installation, ["budget"]),
	{"budget": budget},
))

charging(metrics) := testing.input_of(object.union(testing.app, {"billing": {"metrics": metrics}}))

found(path, amount, currency, unit, limit) := {"path": path, "params": {
	"role": "finance",
	"count": 1,
	"amount": amount,
	"currency": currency,
	"unit": unit,
	"limit": limit,
	"limitCurrency": "EUR",
}}

cases["demands nobody for a budget at the limit"] := {
	"input": spending("1000.00"),
	"expect": set(),
}

cases["a budget above the limit is seen by finance"] := {
	"input": spending("1000.01"),
	"expect": {found("/budget", "1000.01", "EUR", "month", 1000)},
}

cases["a budget as a mapping is found at its amount"] := {
	"input": spending({"monthly": 2600, "currency": "EUR"}),
	"expect": {found("/budget/monthly", 2600, "EUR", "month", 1000)},
}

cases["a budget in another currency cannot be compared"] := {
	"input": spending({"monthly": "10", "currency": "USD"}),
	"expect": {found("/budget/monthly", "10", "USD", "month", 1000)},
}

cases["demands nobody without a budget"] := {
	"input": testing.input_of_installation(object.remove(testing.installation, ["budget"])),
	"expect": set(),
}

cases["a price above the limit of its unit is seen by finance"] := {
	"input": charging([{"name": "a", "unit": "seat", "price": "10"}, {"name": "b", "unit": "seat", "price": "10.5"}]),
	"expect": {found("/billing/metrics/1/price", "10.5", "EUR", "seat", 10)},
}

cases["a unit without a limit has that of other units"] := {
	"input": charging([{"name": "a", "unit": "pallet", "price": 1.5}]),
	"expect": {found("/billing/metrics/0/price", 1.5, "EUR", "pallet", 1)},
}

cases["demands nobody when nothing changes"] := {
	"input": testing.with_field(spending("2600"), "change", {"type": "unchanged"}),
	"expect": set(),
}

cases["demands nobody for a removal"] := {
	"input": testing.with_field(spending("2600"), "change", {"type": "removed"}),
	"expect": set(),
}

cases["demands nobody without billing"] := {
	"input": testing.input_of(object.remove(testing.app, ["billing"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	cost.violation == case.expect with input as case.input with data.config as config
}
