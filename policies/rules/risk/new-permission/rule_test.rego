package souk.risk.new_permission_test

import data.souk.risk.new_permission
import data.souk.testing

config := {"risk": {"changes": {"newPermission": "medium"}}}

changed(permissions) := object.union(
	testing.input_of(object.union(testing.app, {"permissions": permissions})),
	{
		"before": object.union(testing.app, {"permissions": [{"name": "mail", "scopes": ["mail:read"]}]}),
		"change": {"type": "modified"},
	},
)

found(path, scopes) := {"path": path, "params": {"tier": "medium", "scopes": scopes}}

cases["passes when the scopes stay"] := {
	"input": changed([{"name": "mail", "scopes": ["mail:read"]}]),
	"expect": set(),
}

cases["a scope that was not there before is new"] := {
	"input": changed([{"name": "mail", "scopes": ["mail:read", "mail:send"]}]),
	"expect": {found("/permissions/0/scopes", "mail:send")},
}

cases["each permission that gained says what"] := {
	"input": changed([
		{"name": "mail", "scopes": ["mail:send", "mail:purge", "mail:read"]},
		{"name": "files", "scopes": ["files:read"]},
	]),
	"expect": {found("/permissions/0/scopes", "mail:purge, mail:send"), found("/permissions/1/scopes", "files:read")},
}

cases["a scope that moves to another permission is not new"] := {
	"input": changed([{"name": "post"}, {"name": "letters", "scopes": ["mail:read"]}]),
	"expect": set(),
}

cases["passes when scopes are given up"] := {
	"input": changed([]),
	"expect": set(),
}

cases["all scopes are new when there were none"] := {
	"input": testing.with_field(
		changed([{"name": "mail", "scopes": ["mail:read"]}]),
		"before",
		object.remove(testing.app, ["permissions"]),
	),
	"expect": {found("/permissions/0/scopes", "mail:read")},
}

cases["all scopes are new when what was before cannot be read"] := {
	"input": testing.with_field(changed([{"name": "mail", "scopes": ["mail:read"]}]), "before", null),
	"expect": {found("/permissions/0/scopes", "mail:read")},
}

cases["a new entry has no new scopes"] := {
	"input": testing.input_of(testing.app),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	new_permission.violation == case.expect with input as case.input with data.config as config
}
