package souk.lib.money_test

import data.souk.lib.money

amounts := {
	"a number": {"written": 12.5, "amount": 12.5},
	"a text": {"written": "120.00", "amount": 120},
	"nothing": {"written": "0", "amount": 0},
	"less than one": {"written": "0.20", "amount": 0.2},
	"leading zeros": {"written": "007", "amount": 7},
	"leading zeros before a fraction": {"written": "00.5", "amount": 0.5},
	"only zeros": {"written": "000.00", "amount": 0},
	"a mapping": {"written": {"monthly": "250.00", "currency": "EUR"}, "amount": 250},
	"a mapping with a number": {"written": {"monthly": 250}, "amount": 250},
}

test_amounts[name] if {
	some name, case in amounts
	money.amount(case.written) == case.amount
}

test_currency if {
	money.currency({"monthly": "1", "currency": "USD"}) == "USD"
	money.currency({"monthly": "1"}) == "EUR" with input.settings.currency as "EUR"
	money.currency("1") == "EUR" with input.settings.currency as "EUR"
	money.currency(1) == "EUR" with input.settings.currency as "EUR"
}

test_pointer if {
	money.pointer_of("budget", "1") == "/budget"
	money.pointer_of("budget", {"monthly": "1"}) == "/budget/monthly"
}
