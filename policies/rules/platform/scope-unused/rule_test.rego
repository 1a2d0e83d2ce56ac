package souk.platform.scope_unused_test

import data.souk.platform.scope_unused
import data.souk.testing

config := {}

with_consumes(name, scope, consumes, refs) := testing.with_refs(
	testing.input_of(object.union(object.remove(testing.app, ["apis"]), {
		"permissions": [{"name": name, "scopes": [scope]}],
		"apis": {"consumes": consumes},
	})),
	refs,
)

found(scope, permission) := {{"path": "/permissions/0/scopes/0", "params": {"scope": scope, "permission": permission}}}

unused := {"name": "mail", "scopes": ["mail:send"]}

cases["a scope of a consumed API passes by its first part"] := {
	"input": with_consumes("board", "parcels:read", ["parcels"], {}),
	"expect": set(),
}

cases["the API may be a mapping"] := {
	"input": with_consumes("board", "parcels:read", [{"name": "parcels"}], {}),
	"expect": set(),
}

cases["a scope passes by the name of its permission"] := {
	"input": with_consumes("parcels", "read_parcels", ["parcels"], {}),
	"expect": set(),
}

cases["a scope passes by the system that grants it"] := {
	"input": with_consumes("board", "pcl:read", ["parcels"], {"scopes": {"pcl:read": {"system": "parcels"}}}),
	"expect": set(),
}

cases["a scope passes when an entry that is consumed demands it"] := {
	"input": with_consumes("board", "pcl:read", ["depots", "parcel-api"], {"consumes": [null, {"id": "parcel-api", "scopes": ["pcl:read"]}]}),
	"expect": set(),
}

cases["a scope passes when the entry demands it of its callers"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["apis"]),
		{"permissions": [unused], "auth": {"scopes": ["mail:send"]}},
	)),
	"expect": set(),
}

cases["a scope that fits none of the APIs fails"] := {
	"input": with_consumes("board", "mail:send", [{"name": "parcels"}], {
		"scopes": {"mail:send": {"system": "mail"}},
		"consumes": [{"id": "parcel-api", "scopes": ["pcl:read"]}],
	}),
	"expect": found("mail:send", "board"),
}

cases["part of a name is not enough"] := {
	"input": with_consumes("board", "par:read", ["parcels"], {}),
	"expect": found("par:read", "board"),
}

cases["an entry that consumes nothing uses no scope"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["apis"]), {"permissions": [unused]})),
	"expect": found("mail:send", "mail"),
}

cases["a permission without scopes passes"] := {
	"input": testing.input_of(object.union(testing.app, {"permissions": [{"name": "mail"}]})),
	"expect": set(),
}

cases["a deprecated entry is left alone"] := {
	"input": testing.input_of(object.union(testing.app, {"permissions": [unused], "lifecycle": {"stage": "deprecated"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	scope_unused.violation == case.expect with input as case.input with data.config as config
}
