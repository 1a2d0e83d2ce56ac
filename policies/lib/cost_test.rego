package souk.lib.cost_test

import data.souk.lib.cost

settings := {"currency": "EUR"}

amounts(entity) := found if found := cost.amounts with input as {"entity": entity, "settings": settings}

test_budget_in_every_form if {
	every budget in ["120.50", 120.5] {
		amounts({"budget": budget}) == {{
			"path": "/budget",
			"number": 120.5,
			"params": {"amount": budget, "currency": "EUR", "unit": "month"},
		}}
	}
}

test_budget_in_another_currency if {
	amounts({"budget": {"monthly": "007", "currency": "USD"}}) == {{
		"path": "/budget/monthly",
		"number": 7,
		"params": {"amount": "007", "currency": "USD", "unit": "month"},
	}}
}

test_prices_only_where_there_are_some if {
	amounts({"billing": {"metrics": [{"name": "a", "unit": "seat"}, {"name": "b", "unit": "call", "price": "0.02"}]}}) == {{
		"path": "/billing/metrics/1/price",
		"number": 0.02,
		"params": {"amount": "0.02", "currency": "EUR", "unit": "call"},
	}}
}

test_nothing_stated if amounts({}) == set()

test_above if {
	amount := {"number": 10, "params": {"currency": "EUR"}}
	cost.above(amount, 9.99) with input.settings as settings
	not cost.above(amount, 10) with input.settings as settings
}

test_another_currency_is_above_every_limit if {
	cost.above({"number": 0.01, "params": {"currency": "USD"}}, 1000) with input.settings as settings
	not cost.above({"number": 0, "params": {"currency": "USD"}}, 1000) with input.settings as settings
}
