package souk.risk.combination_test

import data.souk.risk.combination
import data.souk.testing

config := {"risk": {
	"categories": {"contact": "low", "health": "high"},
	"vendors": {"unrated": "medium", "medium": "medium"},
	"combination": {
		"tier": "high",
		"labels": {"pii": true},
		"readVerbs": {"read": true, "list": true},
	},
}}

having(facts) := testing.input_of(object.union(testing.app, facts))

permissions := [{"name": "mail", "scopes": ["mail:read", "mail:send"]}, {"name": "admin", "scopes": ["mail:purge"]}]

exposed(writing) := found(
	"/auth/type",
	concat("", ["may change data (", writing, ")"]),
	"answers callers without asking who they are",
)

found(path, first, second) := {"path": path, "params": {"tier": "high", "first": first, "second": second}}

cases["passes with personal data that stays in the company"] := {
	"input": having({"data": {"categories": ["contact"]}, "egress": ["api.example.com", {"host": "b.example.com"}]}),
	"expect": set(),
}

cases["passes with a vendor that gets no personal data"] := {
	"input": having({"data": {"categories": ["shipment"]}, "egress": [{"host": "x.example.com", "vendor": "X"}]}),
	"expect": set(),
}

cases["passes with personal data and a vendor whose rating counts as low"] := {
	"input": having({
		"data": {"categories": ["shipment", "contact"]},
		"egress": ["api.example.com", {"host": "x.example.com", "vendor": "X", "risk": "low"}],
	}),
	"expect": set(),
}

cases["personal data and a vendor of more than low risk are high together"] := {
	"input": having({
		"data": {"categories": ["shipment", "contact"]},
		"egress": ["api.example.com", {"host": "x.example.com", "vendor": "X", "risk": "medium"}],
	}),
	"expect": {found("/egress/1/vendor", "handles personal or sensitive data (contact)", "sends data to X")},
}

cases["each vendor is named, with all that it may get"] := {
	"input": having({
		"data": {"categories": ["health", "contact"]},
		"egress": [{"host": "x.example.com", "vendor": "X"}, {"host": "y.example.com", "vendor": "Y"}],
	}),
	"expect": {
		found("/egress/0/vendor", "handles personal or sensitive data (contact, health)", "sends data to X"),
		found("/egress/1/vendor", "handles personal or sensitive data (contact, health)", "sends data to Y"),
	},
}

cases["a compliance label stands for personal data"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["data"]), {
		"compliance": ["internal-only", "pii"],
		"egress": [{"host": "x.example.com", "vendor": "X"}],
	})),
	"expect": {found("/egress/0/vendor", "handles personal or sensitive data (pii)", "sends data to X")},
}

cases["write access and callers that nobody asks are high together"] := {
	"input": having({"auth": {"type": "none"}, "permissions": permissions}),
	"expect": {exposed("mail:purge, mail:send")},
}

cases["an API without auth asks nobody either"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["auth"]), {"permissions": permissions})),
	"expect": {exposed("mail:purge, mail:send")},
}

cases["an entry that offers no API needs no auth"] := {
	"input": testing.input_of(object.union(object.remove(testing.app, ["auth", "apis"]), {"permissions": permissions})),
	"expect": set(),
}

cases["a list of APIs that is empty offers none"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["auth", "apis"]),
		{"apis": {"provides": []}, "permissions": permissions},
	)),
	"expect": set(),
}

cases["passes with write access behind a sign-in"] := {
	"input": having({"auth": {"type": "oidc"}, "permissions": permissions}),
	"expect": set(),
}

cases["passes when anybody may call what only reads"] := {
	"input": having({
		"auth": {"type": "none"},
		"permissions": [{"name": "mail", "scopes": ["mail:read", "mail:folders:list"]}],
	}),
	"expect": set(),
}

cases["passes when anybody may call what asks for no scopes"] := {
	"input": having({"auth": {"type": "none"}, "permissions": [{"name": "mail"}]}),
	"expect": set(),
}

cases["a scope without parts counts as write access, unless it reads"] := {
	"input": having({"auth": {"type": "none"}, "permissions": [{"name": "mail", "scopes": ["read", "mailbox"]}]}),
	"expect": {exposed("mailbox")},
}

test_cases[name] if {
	some name, case in cases
	combination.violation == case.expect with input as case.input with data.config as config
}
