package souk.risk.scope_test

import data.souk.risk.scope
import data.souk.testing

config := {"risk": {"scopes": {"uncatalogued": "medium"}}}

asking(permissions) := testing.with_refs(
	testing.input_of(object.union(testing.app, {"permissions": permissions})),
	{"scopes": {
		"mail:read": {"risk": "low", "description": "Read mail."},
		"mail:send": {"risk": "medium", "description": "Send mail."},
		"mail:purge": {"risk": "high", "description": "Delete all mail. Cannot be undone."},
		"mail:umlaut": {"risk": "medium", "description": "Änderungen an DE-Konten"},
	}},
)

found(path, tier, scope, may) := {"path": path, "params": {"tier": tier, "scope": scope, "may": may}}

cases["passes with a scope of low risk"] := {
	"input": asking([{"name": "mail", "scopes": ["mail:read"]}]),
	"expect": set(),
}

cases["a scope of medium risk says what it may do"] := {
	"input": asking([{"name": "mail", "scopes": ["mail:send"]}]),
	"expect": {found("/permissions/0/scopes/0", "medium", "mail:send", "may send mail")},
}

cases["a scope of high risk is found where it stands"] := {
	"input": asking([{"name": "none"}, {"name": "mail", "scopes": ["mail:read", "mail:purge"]}]),
	"expect": {found("/permissions/1/scopes/1", "high", "mail:purge", "may delete all mail. Cannot be undone")},
}

cases["a description keeps its capitals and letters of other languages"] := {
	"input": asking([{"name": "mail", "scopes": ["mail:umlaut"]}]),
	"expect": {found("/permissions/0/scopes/0", "medium", "mail:umlaut", "may änderungen an DE-Konten")},
}

cases["a scope that nobody rated is not known to be harmless"] := {
	"input": asking([{"name": "mail", "scopes": ["mail:read", "mail:all"]}]),
	"expect": {found("/permissions/0/scopes/1", "medium", "mail:all", "asks for a scope that nobody has rated")},
}

cases["without a scope catalog no scope is rated"] := {
	"input": testing.input_of(testing.app),
	"expect": {found("/permissions/0/scopes/0", "medium", "parcels:read", "asks for a scope that nobody has rated")},
}

cases["passes with a permission that names no scopes"] := {
	"input": asking([{"name": "mail"}]),
	"expect": set(),
}

cases["passes without permissions"] := {
	"input": testing.input_of(object.remove(testing.app, ["permissions"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	scope.violation == case.expect with input as case.input with data.config as config
}
