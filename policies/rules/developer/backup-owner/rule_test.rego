package souk.developer.backup_owner_test

import data.souk.developer.backup_owner
import data.souk.testing

config := {}

violation_of(problem) := {{"path": "/backupOwner", "params": {"problem": problem}}}

owned_by(owner, backup) := testing.with_refs(testing.input_of(testing.app), {
	"owner": {"people": owner},
	"backupOwner": {"people": backup},
})

cases["passes with another team of other people"] := {"input": testing.input_of(testing.app), "expect": set()}

cases["fails without a backup owner"] := {
	"input": testing.input_of(object.remove(testing.app, ["backupOwner"])),
	"expect": violation_of("is missing"),
}

cases["fails when the team backs up itself"] := {
	"input": testing.input_of(object.union(testing.app, {"backupOwner": "freight"})),
	"expect": violation_of("is the owner"),
}

cases["fails when both teams are the same people"] := {
	"input": owned_by(["ada", "grace"], ["grace", "ada"]),
	"expect": violation_of("has nobody whom the owner does not have"),
}

cases["fails when the backup is a part of the owning team"] := {
	"input": owned_by(["ada", "grace", "linus"], ["grace"]),
	"expect": violation_of("has nobody whom the owner does not have"),
}

cases["one person of its own is enough"] := {
	"input": owned_by(["ada", "grace"], ["grace", "linus"]),
	"expect": set(),
}

cases["a backup team that lists no people is not judged"] := {
	"input": owned_by(["ada", "grace"], []),
	"expect": set(),
}

cases["an owner that lists no people has nobody in common"] := {
	"input": owned_by([], ["ada"]),
	"expect": set(),
}

cases["teams that do not exist are not judged"] := {
	"input": object.remove(testing.input_of(testing.app), ["refs"]),
	"expect": set(),
}

cases["a deprecated entry still needs one"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["backupOwner"]),
		{"lifecycle": {"stage": "deprecated"}},
	)),
	"expect": violation_of("is missing"),
}

cases["a retired entry needs nobody"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["backupOwner"]),
		{"lifecycle": {"stage": "retired"}},
	)),
	"expect": set(),
}

cases["a connector is held to the same"] := {
	"input": testing.input_of(object.remove(testing.connector, ["backupOwner"])),
	"expect": violation_of("is missing"),
}

cases["an owner whom the catalog does not know is left to the check of references"] := {
	"input": object.remove(testing.input_of(testing.app), ["refs"]),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	backup_owner.violation == case.expect with input as case.input with data.config as config
}
