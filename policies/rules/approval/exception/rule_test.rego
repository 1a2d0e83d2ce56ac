package souk.approval.exception_test

import data.souk.approval.exception
import data.souk.testing

config := {"approval": {
	"fallbackRole": "platform",
	"exceptions": {
		"rules": {"org/vendor-risk": {"security": 2}, "org/tags": {}},
		"layers": {"org": {"legal": 1}, "developer": {"craft": 1}},
		"other": {"product": 1},
	},
}}

of(rule, layer) := testing.with_refs(
	testing.input_of({
		"apiVersion": "souk/v1",
		"kind": "Waiver",
		"id": "parcel-board-exception",
		"rule": rule,
		"entity": "App/parcel-board",
		"reason": "The vendor offers nothing else until March.",
		"approvedBy": "security",
		"expiresAt": "2027-03-31",
	}),
	{"rule": {"id": rule, "layer": layer}},
)

found(rule, role, count) := {"path": "/rule", "params": {"rule": rule, "role": role, "count": count}}

cases["the role of the rule grants it"] := {
	"input": of("org/vendor-risk", "org"),
	"expect": {found("org/vendor-risk", "security", 2)},
}

cases["else the role of the layer does"] := {
	"input": of("org/regions", "org"),
	"expect": {found("org/regions", "legal", 1)},
}

cases["else the default does"] := {
	"input": of("version/not-raised", "version"),
	"expect": {found("version/not-raised", "product", 1)},
}

cases["the default does for a rule that is not found"] := {
	"input": testing.with_field(of("gone", ""), "refs", {}),
	"expect": {found("gone", "product", 1)},
}

cases["a rule may be left to nobody"] := {
	"input": of("org/tags", "org"),
	"expect": set(),
}

cases["a role that the marketplace does not have gives way to the fallback"] := {
	"input": of("developer/license", "developer"),
	"expect": {found("developer/license", "platform", 1)},
}

cases["a prolonged exception is granted again"] := {
	"input": testing.with_field(of("org/regions", "org"), "change", {"type": "modified"}),
	"expect": {found("org/regions", "legal", 1)},
}

cases["taking it back needs nobody"] := {
	"input": testing.with_field(of("org/regions", "org"), "change", {"type": "removed"}),
	"expect": set(),
}

cases["demands nobody when nothing changes"] := {
	"input": testing.with_field(of("org/regions", "org"), "change", {"type": "unchanged"}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	exception.violation == case.expect with input as case.input with data.config as config
}
