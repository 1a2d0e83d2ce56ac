package souk.risk.cost_test

import data.souk.risk.cost
import data.souk.testing

config := {"risk": {"costs": {
	"month": {"medium": 1000, "high": 5000},
	"seat": {"medium": 10, "high": 50},
	"other": {"medium": 1, "high": 20},
}}}

spending(budget) := testing.input_of_installation(object.union(
	object.remove(testing.installation, ["budget"]),
	{"budget": budget},
))

charging(metrics) := testing.input_of(object.union(testing.app, {"billing": {"metrics": metrics}}))

found(path, tier, amount, currency, unit, limit) := {"path": path, "params": {
	"tier": tier,
	"amount": amount,
	"currency": currency,
	"unit": unit,
	"limit": limit,
	"limitCurrency": "EUR",
}}

cases["passes with a budget at the limit"] := {
	"input": spending("1000.00"),
	"expect": set(),
}

cases["a budget above the limit is of medium risk"] := {
	"input": spending("1000.01"),
	"expect": {found("/budget", "medium", "1000.01", "EUR", "month", 1000)},
}

cases["a budget at the upper limit is still of medium risk"] := {
	"input": spending(5000),
	"expect": {found("/budget", "medium", 5000, "EUR", "month", 1000)},
}

cases["a budget above the upper limit is of high risk, as a mapping too"] := {
	"input": spending({"monthly": "5000.5"}),
	"expect": {found("/budget/monthly", "high", "5000.5", "EUR", "month", 1000)},
}

cases["amounts are compared as numbers, not as text"] := {
	"input": spending("999.99"),
	"expect": set(),
}

cases["a budget in another currency cannot be compared"] := {
	"input": spending({"monthly": 9000, "currency": "USD"}),
	"expect": {found("/budget/monthly", "medium", 9000, "USD", "month", 1000)},
}

cases["nothing is nothing in every currency"] := {
	"input": spending({"monthly": "0", "currency": "USD"}),
	"expect": set(),
}

cases["the currency of the marketplace may be named"] := {
	"input": spending({"monthly": "10", "currency": "EUR"}),
	"expect": set(),
}

cases["what is removed costs no more"] := {
	"input": testing.with_field(spending("2600"), "change", {"type": "removed"}),
	"expect": set(),
}

cases["passes without a budget"] := {
	"input": testing.input_of_installation(object.remove(testing.installation, ["budget"])),
	"expect": set(),
}

cases["prices are held against the limit of their unit"] := {
	"input": charging([{"name": "a", "unit": "seat", "price": "10"}, {"name": "b", "unit": "seat", "price": 50.5}]),
	"expect": {found("/billing/metrics/1/price", "high", 50.5, "EUR", "seat", 10)},
}

cases["a unit without limits has those of other units"] := {
	"input": charging([{"name": "a", "unit": "pallet", "price": "2.50"}]),
	"expect": {found("/billing/metrics/0/price", "medium", "2.50", "EUR", "pallet", 1)},
}

cases["a price in another currency cannot be compared"] := {
	"input": charging([{"name": "a", "unit": "seat", "price": "0.10", "currency": "SEK"}]),
	"expect": {found("/billing/metrics/0/price", "medium", "0.10", "SEK", "seat", 10)},
}

cases["passes with a metric without a price"] := {
	"input": charging([{"name": "a", "unit": "seat"}]),
	"expect": set(),
}

cases["passes with a plan alone"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["billing"]), {"billing": {"plan": "free"}})),
	"expect": set(),
}

cases["passes without billing"] := {
	"input": testing.input_of(object.remove(testing.app, ["billing"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	cost.violation == case.expect with input as case.input with data.config as config
}
