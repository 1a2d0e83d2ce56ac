package souk.platform.connector_known_test

import data.souk.platform.connector_known
import data.souk.testing

config := {}

of(consumes, refs) := testing.with_refs(testing.input_of(object.union(testing.app, {"apis": {"consumes": consumes}})), refs)

offered := {"kind": "App", "id": "erp-bridge", "stage": "published", "scopes": []}

found(path, api) := {{"path": path, "params": {"api": api}}}

cases["what an entry of the catalog offers passes"] := {
	"input": of([{"name": "erp", "app": "erp-bridge"}], {"consumes": [offered]}),
	"expect": set(),
}

cases["what nobody offers fails"] := {
	"input": of(["erp"], {"consumes": [null]}),
	"expect": found("/apis/consumes/0", "erp"),
}

cases["the finding points at the name of a mapping"] := {
	"input": of([{"name": "parcels"}, {"name": "erp"}], {"consumes": [offered, null]}),
	"expect": found("/apis/consumes/1/name", "erp"),
}

cases["a system of a scope that the entry asks for passes"] := {
	"input": of(["erp"], {"consumes": [null], "scopes": {"erp:orders:read": {"system": "erp", "risk": "low"}}}),
	"expect": set(),
}

cases["a system of another scope does not help"] := {
	"input": of(["erp"], {"consumes": [null], "scopes": {"crm:leads:read": {"system": "crm", "risk": "low"}, "x:y": {"risk": "low"}}}),
	"expect": found("/apis/consumes/0", "erp"),
}

cases["nothing found at all fails"] := {"input": of(["erp"], {}), "expect": found("/apis/consumes/0", "erp")}

cases["an entry that consumes nothing passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["apis"])),
	"expect": set(),
}

cases["a deprecated entry is left alone"] := {
	"input": object.union(of(["erp"], {"consumes": [null]}), {"entity": {"lifecycle": {"stage": "deprecated"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	connector_known.violation == case.expect with input as case.input with data.config as config
}
