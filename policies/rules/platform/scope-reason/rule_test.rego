package souk.platform.scope_reason_test

import data.souk.platform.scope_reason
import data.souk.testing

config := {"platform": {"scopes": {"reasonWords": 4}}}

of(permissions) := testing.input_of(object.union(testing.app, {"permissions": permissions}))

found(problem) := {{
	"path": "/permissions/0/reason",
	"params": {"permission": "parcels", "problem": problem, "least": 4},
}}

cases["a reason in a sentence passes"] := {
	"input": of([{"name": "parcels", "reason": "Reads parcels of depots."}]),
	"expect": set(),
}

cases["no reason fails"] := {
	"input": of([{"name": "parcels", "scopes": ["parcels:read"]}]),
	"expect": found("does not say why it is needed"),
}

cases["a permission without scopes needs a reason too"] := {
	"input": of([{"name": "parcels"}]),
	"expect": found("does not say why it is needed"),
}

cases["one word less than enough fails"] := {
	"input": of([{"name": "parcels", "reason": "Reads the parcels."}]),
	"expect": found("says in too few words why it is needed"),
}

cases["space makes no words"] := {
	"input": of([{"name": "parcels", "reason": "  Needed   for work \n\n"}]),
	"expect": found("says in too few words why it is needed"),
}

cases["words may stand on several lines"] := {
	"input": of([{"name": "parcels", "reason": "Reads\nthe\nopen\nparcels."}]),
	"expect": set(),
}

cases["an empty reason fails"] := {
	"input": of([{"name": "parcels", "reason": ""}]),
	"expect": found("says in too few words why it is needed"),
}

cases["no permissions pass"] := {
	"input": testing.input_of(object.remove(testing.app, ["permissions"])),
	"expect": set(),
}

cases["a deprecated entry is left alone"] := {
	"input": object.union(of([{"name": "parcels"}]), {"entity": {"lifecycle": {"stage": "deprecated"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	scope_reason.violation == case.expect with input as case.input with data.config as config
}
