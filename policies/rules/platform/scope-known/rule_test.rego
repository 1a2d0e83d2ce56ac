package souk.platform.scope_known_test

import data.souk.platform.scope_known
import data.souk.testing

config := {}

catalog := {"parcels:read": {"risk": "low", "system": "parcels", "description": "Read parcels."}}

of(permissions, refs) := testing.with_refs(testing.input_of(object.union(testing.app, {"permissions": permissions})), refs)

found(place, scope, permission) := {{"path": place, "params": {"scope": scope, "permission": permission}}}

cases["a scope of the catalog passes"] := {
	"input": of([{"name": "parcels", "scopes": ["parcels:read"]}], {"scopes": catalog}),
	"expect": set(),
}

cases["a scope that the catalog does not have fails"] := {
	"input": of([{"name": "parcels", "scopes": ["parcels:read", "parcels:write"]}], {"scopes": catalog}),
	"expect": found("/permissions/0/scopes/1", "parcels:write", "parcels"),
}

cases["capitals make another scope"] := {
	"input": of([{"name": "parcels", "scopes": ["Parcels:read"]}], {"scopes": catalog}),
	"expect": found("/permissions/0/scopes/0", "Parcels:read", "parcels"),
}

cases["nothing found means that no scope is known"] := {
	"input": of([{"name": "depots"}, {"name": "parcels", "scopes": ["parcels:read"]}], {}),
	"expect": found("/permissions/1/scopes/0", "parcels:read", "parcels"),
}

cases["a permission without scopes passes"] := {"input": of([{"name": "parcels"}], {}), "expect": set()}

cases["no permissions pass"] := {
	"input": testing.input_of(object.remove(testing.app, ["permissions"])),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": object.union(
		of([{"name": "parcels", "scopes": ["parcels:write"]}], {"scopes": catalog}),
		{"entity": {"lifecycle": {"stage": "retired"}}},
	),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	scope_known.violation == case.expect with input as case.input with data.config as config
}
