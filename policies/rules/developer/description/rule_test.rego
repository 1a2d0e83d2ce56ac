package souk.developer.description_test

import data.souk.developer.description
import data.souk.testing

config := {"developer": {"description": {
	"minLength": 20,
	"minWords": 4,
	"placeholders": ["lorem ipsum", "TODO", "description here"],
}}}

described_as(text) := testing.input_of(object.union(testing.app, {
	"name": "Parcel Board of the Depots",
	"description": text,
}))

violation_of(problem, value) := {{"path": "/description", "params": {
	"problem": problem,
	"value": value,
	"characters": 20,
	"words": 4,
}}}

cases["passes with a description of its own"] := {"input": testing.input_of(testing.app), "expect": set()}

cases["fails without one"] := {
	"input": testing.input_of(object.remove(testing.app, ["description"])),
	"expect": violation_of("is", "missing"),
}

cases["fails with nothing but space"] := {"input": described_as(" \n "), "expect": violation_of("is", "missing")}

cases["fails when it repeats the name"] := {
	"input": described_as("Parcel board of the depots\n"),
	"expect": violation_of("only repeats", "the name"),
}

cases["fails when it repeats the summary, whatever case and full stop"] := {
	"input": described_as("shows the parcels of a depot and where each one waits\n"),
	"expect": violation_of("only repeats", "the summary"),
}

cases["may begin with the summary"] := {
	"input": described_as("Shows the parcels of a depot and where each one waits. For shift leads."),
	"expect": set(),
}

cases["fails with a placeholder amid other words"] := {
	"input": described_as("Shows parcels. TODO say for whom, and what it leaves out."),
	"expect": violation_of("still holds the placeholder", "TODO"),
}

cases["names the first of several placeholders"] := {
	"input": described_as("Your description here, TODO, lorem ipsum dolor sit amet"),
	"expect": violation_of("still holds the placeholder", "description here"),
}

cases["a placeholder within a longer word is none"] := {
	"input": described_as("Shows a TODOLIST of parcels."),
	"expect": set(),
}

cases["an app may be about todo lists"] := {
	"input": described_as("Keeps the todo lists of a depot."),
	"expect": set(),
}

cases["the fewest characters and words are enough"] := {"input": described_as("Shows late  parcels.\nNow"), "expect": set()}

cases["fails with one word less, space and line ends not counted"] := {
	"input": described_as("Shows  outstanding\n\nconsignments."),
	"expect": violation_of("has fewer words than", 4),
}

cases["exactly the fewest characters pass"] := {"input": described_as("Shows late parcel ab"), "expect": set()}

cases["fails with one character less, space around not counted"] := {
	"input": described_as("  Shows late parcel a \n"),
	"expect": violation_of("has fewer characters than", 20),
}

cases["letters count, not bytes"] := {
	"input": described_as("Zeigt späte Päckchë"),
	"expect": violation_of("has fewer characters than", 20),
}

cases["a deprecated entry is left alone"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["description"]),
		{"lifecycle": {"stage": "deprecated"}},
	)),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	description.violation == case.expect with input as case.input with data.config as config
}

test_no_placeholders_are_looked_for_where_none_are_listed if {
	none := object.union(config, {"developer": {"description": {"placeholders": []}}})
	count(description.violation) == 0 with input as testing.input_of(testing.app) with data.config as none
}
