package souk.approval.scope_test

import data.souk.approval.scope
import data.souk.testing

config := {"approval": {"fallbackRole": "platform", "scopes": {"high": {"security": 2}}}}

asking(scopes) := testing.with_refs(
	testing.input_of(object.union(testing.app, {"permissions": [{"name": "mail", "scopes": scopes}]})),
	{"scopes": {
		"mail:read": {"risk": "low", "description": "Read mail."},
		"mail:send": {"risk": "medium", "description": "Send mail."},
		"mail:purge": {"risk": "high", "description": "Delete all mail."},
	}},
)

modified(scopes, permissions) := object.union(asking(scopes), {
	"before": object.union(testing.app, {"permissions": permissions}),
	"change": {"type": "modified"},
})

found(path, role) := {"path": path, "params": {"role": role, "count": 2, "scope": "mail:purge", "tier": "high"}}

cases["demands nobody for scopes of lower risk"] := {
	"input": asking(["mail:read", "mail:send"]),
	"expect": set(),
}

cases["a new entry with a scope of high risk is seen twice"] := {
	"input": asking(["mail:read", "mail:purge"]),
	"expect": {found("/permissions/0/scopes/1", "security")},
}

cases["is demanded when only the scope is new"] := {
	"input": modified(["mail:read", "mail:purge"], [{"name": "mail", "scopes": ["mail:read"]}]),
	"expect": {found("/permissions/0/scopes/1", "security")},
}

cases["demands nobody for a scope that it had before, in any permission"] := {
	"input": modified(["mail:purge"], [{"name": "other"}, {"name": "admin", "scopes": ["mail:purge"]}]),
	"expect": set(),
}

cases["every scope is new when what was before cannot be read"] := {
	"input": testing.with_field(modified(["mail:purge"], []), "before", null),
	"expect": {found("/permissions/0/scopes/0", "security")},
}

cases["without a security role the fallback is asked"] := {
	"input": object.union(asking(["mail:purge"]), {"settings": {"roles": ["platform"]}}),
	"expect": {found("/permissions/0/scopes/0", "platform")},
}

cases["demands nobody for a scope that is not catalogued"] := {
	"input": asking(["mail:all"]),
	"expect": set(),
}

cases["demands nobody when nothing changes"] := {
	"input": testing.with_field(asking(["mail:purge"]), "change", {"type": "unchanged"}),
	"expect": set(),
}

cases["demands nobody for a removal"] := {
	"input": testing.with_field(asking(["mail:purge"]), "change", {"type": "removed"}),
	"expect": set(),
}

cases["demands nobody without permissions"] := {
	"input": testing.input_of(object.remove(testing.app, ["permissions"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	scope.violation == case.expect with input as case.input with data.config as config
}
