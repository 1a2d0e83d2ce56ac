package souk.platform.scope_forbidden_test

import data.souk.platform.scope_forbidden
import data.souk.testing

config := {"platform": {"scopes": {"forbidden": {
	"names": {"full_access": true},
	"firstWords": {"admin": true, "root": false},
	"lastWords": {"all": true, "admin": true},
}}}}

of(scopes) := testing.input_of(object.union(testing.app, {"permissions": [{"name": "parcels", "scopes": scopes}]}))

found(scope, problem) := {{
	"path": "/permissions/0/scopes/0",
	"params": {"scope": scope, "permission": "parcels", "problem": problem},
}}

cases["a narrow scope passes"] := {"input": of(["parcels:read", "admin-board:entries:read"]), "expect": set()}

cases["admin:* fails once"] := {"input": of(["admin:*"]), "expect": found("admin:*", "is a wildcard")}

cases["a wildcard anywhere fails"] := {
	"input": of(["parcels:*:read"]),
	"expect": found("parcels:*:read", "is a wildcard"),
}

cases["a refused first word fails"] := {
	"input": of(["admin:users:read"]),
	"expect": found("admin:users:read", "grants too much"),
}

cases["a refused word alone fails"] := {"input": of(["admin"]), "expect": found("admin", "grants too much")}

cases["a refused last word fails"] := {
	"input": of(["parcels:admin"]),
	"expect": found("parcels:admin", "grants too much"),
}

cases["dots and slashes part words too"] := {
	"input": of(["Directory.ReadWrite.All"]),
	"expect": found("Directory.ReadWrite.All", "grants too much"),
}

cases["a refused whole scope fails"] := {
	"input": of(["full_access"]),
	"expect": found("full_access", "grants too much"),
}

cases["slashes part words as well"] := {
	"input": of(["parcels/admin"]),
	"expect": found("parcels/admin", "grants too much"),
}

cases["capitals and space make no difference"] := {
	"input": of([" ADMIN:Users "]),
	"expect": found(" ADMIN:Users ", "grants too much"),
}

cases["a refused word inside another one passes"] := {
	"input": of(["administration:read", "parcels:small"]),
	"expect": set(),
}

cases["a refused word in the middle passes"] := {"input": of(["parcels:admin:read"]), "expect": set()}

cases["a word that is switched off passes"] := {"input": of(["root:read"]), "expect": set()}

cases["each scope of each permission is judged"] := {
	"input": testing.input_of(object.union(testing.app, {"permissions": [
		{"name": "parcels", "scopes": ["parcels:read"]},
		{"name": "depots", "scopes": ["depots:read", "depots:*"]},
	]})),
	"expect": {{
		"path": "/permissions/1/scopes/1",
		"params": {"scope": "depots:*", "permission": "depots", "problem": "is a wildcard"},
	}},
}

cases["a permission without scopes passes"] := {
	"input": testing.input_of(object.union(testing.app, {"permissions": [{"name": "admin"}]})),
	"expect": set(),
}

cases["no permissions pass"] := {
	"input": testing.input_of(object.remove(testing.app, ["permissions"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	scope_forbidden.violation == case.expect with input as case.input with data.config as config
}
