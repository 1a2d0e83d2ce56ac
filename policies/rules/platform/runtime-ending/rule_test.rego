package souk.platform.runtime_ending_test

import data.souk.platform.runtime_ending
import data.souk.testing

config := {"platform": {"runtime": {"warnDays": 60, "versions": {
	"far": {"ends": "2028-04-30"},
	"in-61-days": {"ends": "2027-01-22"},
	"in-60-days": {"ends": "2027-01-21"},
	"today": {"ends": "2026-11-22"},
	"over": {"ends": "2026-11-21"},
	"open": {},
}}}}

of(version) := testing.with_field(
	testing.input_of(object.union(testing.app, {"runtime": {"version": version}})),
	"now", "2026-11-22T00:00:00Z",
)

at_stage(stage) := object.union(of("today"), {"entity": {"lifecycle": {"stage": stage}}})

found(version, ends) := {{"path": "/runtime/version", "params": {"version": version, "ends": ends}}}

cases["passes long before the end"] := {"input": of("far"), "expect": set()}

cases["passes one day before the warning begins"] := {"input": of("in-61-days"), "expect": set()}

cases["warns from the first day of the last weeks"] := {
	"input": of("in-60-days"),
	"expect": found("in-60-days", "2027-01-21"),
}

cases["warns on the last day"] := {"input": of("today"), "expect": found("today", "2026-11-22")}

cases["says nothing after the end, another rule does"] := {"input": of("over"), "expect": set()}

cases["passes without an announced end"] := {"input": of("open"), "expect": set()}

cases["passes with a version that nobody listed"] := {"input": of("node4"), "expect": set()}

cases["passes without a version"] := {
	"input": testing.input_of(object.remove(testing.app, ["runtime"])),
	"expect": set(),
}

cases["a deprecated entry ends itself"] := {"input": at_stage("deprecated"), "expect": set()}

cases["a retired entry has ended"] := {"input": at_stage("retired"), "expect": set()}

test_cases[name] if {
	some name, case in cases
	runtime_ending.violation == case.expect with input as case.input with data.config as config
}
