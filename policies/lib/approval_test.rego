package souk.lib.approval_test

import data.souk.lib.approval

test_role_of_the_marketplace if {
	demands({"security": 2, "product": 1}) == {{"role": "security", "count": 2}, {"role": "product", "count": 1}}
}

test_roles_that_nobody_holds_fall_back if {
	demands({"ethics": 1, "council": 1, "product": 1}) == {
		{"role": "platform", "count": 1},
		{"role": "product", "count": 1},
	}
}

test_no_role if demands({}) == set()

test_needed_and_kept if {
	every type, expected in {
		"added": [true, true],
		"modified": [true, true],
		"moved": [true, true],
		"removed": [true, false],
		"unchanged": [false, false],
	} {
		[needed(type), kept(type)] == expected
	}
}

demands(roles) := found if {
	found := approval.demands(roles) with input.settings.roles as ["platform", "product", "security"]
		with data.config.approval.fallbackRole as "platform"
}

default needed(_) := false

needed(type) if approval.needed with input.change.type as type

default kept(_) := false

kept(type) if approval.kept with input.change.type as type
