package souk.org.waiver_expired_test

import data.souk.org.waiver_expired
import data.souk.testing

config := {}

until(date) := testing.input_of_waiver(object.union(testing.waiver, {"expiresAt": date}))

violation(date) := {{"path": "/expiresAt", "params": {"date": date, "rule": "org/vendor-risk", "entity": "App/parcel-board"}}}

cases["it still holds"] := {"input": until("2026-11-23"), "expect": set()}

cases["it ran out this morning"] := {"input": until("2026-11-22"), "expect": violation("2026-11-22")}

cases["it ran out this second"] := {
	"input": until("2026-11-22T08:00:00Z"),
	"expect": violation("2026-11-22T08:00:00Z"),
}

test_cases[name] if {
	some name, case in cases
	waiver_expired.violation == case.expect with input as case.input with data.config as config
}
