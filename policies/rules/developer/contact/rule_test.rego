package souk.developer.contact_test

import data.souk.developer.contact
import data.souk.testing

config := {"developer": {"contact": {
	"forms": {"email": true, "slack": true, "url": false},
	"nobody": {"noreply": true, "todo": true},
}}}

reached_by(value) := testing.input_of(object.union(object.remove(testing.app, ["contact"]), {"contact": value}))

violation_of(problem) := {{"path": "/contact", "params": {"problem": problem}}}

nobody_answers := violation_of("leads to nobody who answers")

cases["passes with an e-mail address in a mapping"] := {
	"input": reached_by({"email": "parcels@example.com"}),
	"expect": set(),
}

cases["passes with an e-mail address as a text"] := {"input": reached_by("parcels@example.com"), "expect": set()}

cases["passes with a chat channel in a mapping"] := {"input": reached_by({"slack": "#parcels"}), "expect": set()}

cases["passes with a chat channel as a text"] := {"input": reached_by("#parcels"), "expect": set()}

cases["a channel or group without # counts"] := {"input": reached_by("@parcel-desk"), "expect": set()}

cases["one way that works is enough"] := {
	"input": reached_by({"email": "noreply@example.com", "slack": "#parcels"}),
	"expect": set(),
}

cases["fails without a contact"] := {
	"input": testing.input_of(object.remove(testing.app, ["contact"])),
	"expect": violation_of("is missing"),
}

cases["fails with a form that the organisation does not count"] := {
	"input": reached_by({"url": "https://wiki.example.com/parcels"}),
	"expect": nobody_answers,
}

cases["a page as a text is a page, even with an @ in it"] := {
	"input": reached_by("https://wiki.example.com/@parcels"),
	"expect": nobody_answers,
}

cases["fails with an unread mailbox, whatever the case"] := {
	"input": reached_by({"email": "NoReply@example.com"}),
	"expect": nobody_answers,
}

cases["fails with an unread mailbox as a text"] := {"input": reached_by("noreply@example.com"), "expect": nobody_answers}

cases["fails with a stand-in"] := {"input": reached_by("TODO"), "expect": nobody_answers}

cases["fails with a channel that is a stand-in"] := {"input": reached_by({"slack": "#todo"}), "expect": nobody_answers}

cases["fails with an empty channel"] := {"input": reached_by({"slack": " "}), "expect": nobody_answers}

cases["a page without encryption is a page too"] := {
	"input": reached_by("http://wiki.example.com/parcels"),
	"expect": nobody_answers,
}

cases["a name with its address counts"] := {"input": reached_by("Parcels <parcels@example.com>"), "expect": set()}

cases["fails with a sentence"] := {"input": reached_by("ask the team"), "expect": nobody_answers}

cases["fails with a sentence that begins with @"] := {"input": reached_by("@ the depot"), "expect": nobody_answers}

cases["a deprecated entry still needs one"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["contact"]),
		{"lifecycle": {"stage": "deprecated"}},
	)),
	"expect": violation_of("is missing"),
}

cases["a retired entry is left alone"] := {
	"input": testing.input_of(object.union(
		object.remove(testing.app, ["contact"]),
		{"lifecycle": {"stage": "retired"}},
	)),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	contact.violation == case.expect with input as case.input with data.config as config
}
