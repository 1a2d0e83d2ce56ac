package souk.lib.scopes_test

import data.souk.lib.scopes

test_before if {
	scopes.before == {"mail:read", "mail:send", "files:read"} with input.before as {"permissions": [
		{"name": "mail", "scopes": ["mail:read", "mail:send"]},
		{"name": "none"},
		{"name": "files", "scopes": ["files:read", "mail:read"]},
	]}
}

test_nothing_before if {
	scopes.before == set() with input.before as null
	scopes.before == set() with input.before as {}
}

test_verb if {
	scopes.verb("crm:leads:read") == "read"
	scopes.verb("admin") == "admin"
}
