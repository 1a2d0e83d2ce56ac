package souk.org.waiver_term_test

import data.souk.org.waiver_term
import data.souk.testing

config := {"waivers": {"maxDays": 365, "never": []}}

until(date) := testing.input_of_waiver(object.union(testing.waiver, {"expiresAt": date}))

cases["within the term"] := {"input": until("2027-05-31"), "expect": set()}

cases["on its last day"] := {"input": until("2027-11-22"), "expect": set()}

cases["beyond it"] := {
	"input": until("2027-11-23"),
	"expect": {{"path": "/expiresAt", "params": {"days": 366, "most": 365}}},
}

cases["a point in time counts to the hour"] := {
	"input": until("2027-11-22T09:00:00Z"),
	"expect": {{"path": "/expiresAt", "params": {"days": 366, "most": 365}}},
}

test_cases[name] if {
	some name, case in cases
	waiver_term.violation == case.expect with input as case.input with data.config as config
}
