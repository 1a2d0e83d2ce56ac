package souk.platform.auth_test

import data.souk.platform.auth
import data.souk.testing

config := {"platform": {"auth": {"open": {"public": true, "internal": false}}}}

base := object.remove(testing.app, ["auth", "apis", "data"])

of(fields) := testing.input_of(object.union(base, fields))

provides := {"apis": {"provides": ["parcels"]}}

none := {"auth": {"type": "none"}}

undeclared := {{"path": "/auth", "params": {"problem": "it provides APIs and does not declare `auth`"}}}

open := {{"path": "/auth/type", "params": {"problem": "`auth` is none, and its data is not declared as open to everybody"}}}

cases["an API with authentication passes"] := {
	"input": of(object.union(provides, {"auth": {"type": "oidc"}})),
	"expect": set(),
}

cases["an API that says nothing of authentication fails"] := {"input": of(provides), "expect": undeclared}

cases["saying nothing is no way to be open, even with public data"] := {
	"input": of(object.union(provides, {"data": {"classification": "public"}})),
	"expect": undeclared,
}

cases["an API that wants no authentication fails"] := {
	"input": of(object.union_n([provides, none, {"data": {"classification": "confidential"}}])),
	"expect": open,
}

cases["a class that is switched off fails"] := {
	"input": of(object.union_n([provides, none, {"data": {"classification": "internal"}}])),
	"expect": open,
}

cases["data of unknown class is not open"] := {"input": of(object.union(provides, none)), "expect": open}

cases["public data may be open"] := {
	"input": of(object.union_n([provides, none, {"data": {"classification": "public"}}])),
	"expect": set(),
}

cases["an entry without APIs that is open fails too"] := {
	"input": of(object.union(none, {"data": {"classification": "internal"}})),
	"expect": open,
}

cases["an entry without APIs need not say anything"] := {"input": of({}), "expect": set()}

cases["an entry with an empty list of APIs need not either"] := {
	"input": of({"apis": {"provides": [], "consumes": ["erp"]}}),
	"expect": set(),
}

cases["a retired entry is left alone"] := {
	"input": of(object.union(provides, {"lifecycle": {"stage": "retired"}})),
	"expect": set(),
}

cases["a retired entry that was open is left alone"] := {
	"input": of(object.union(none, {"lifecycle": {"stage": "retired"}})),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	auth.violation == case.expect with input as case.input with data.config as config
}
