package souk.org.waiver_path_test

import data.souk.org.waiver_path
import data.souk.testing

config := {}

violation(entity) := {{"path": "/path", "params": {"rule": "org/vendor-risk", "entity": entity}}}

cases["one place is covered"] := {"input": testing.input_of_waiver(testing.waiver), "expect": set()}

cases["without a path all of it is"] := {
	"input": testing.input_of_waiver(object.remove(testing.waiver, ["path"])),
	"expect": violation("App/parcel-board"),
}

cases["what it is about is as good as a path"] := {
	"input": testing.input_of_waiver(object.union(
		object.remove(testing.waiver, ["path"]),
		{"about": "GHSA-jf85-cpcp-j695 pkg:npm/lodash"},
	)),
	"expect": set(),
}

cases["an empty path is no path"] := {
	"input": testing.input_of_waiver(object.union(testing.waiver, {"path": "", "entity": {"kind": "App", "id": "parcel-board"}})),
	"expect": violation("App/parcel-board"),
}

test_cases[name] if {
	some name, case in cases
	waiver_path.violation == case.expect with input as case.input with data.config as config
}
