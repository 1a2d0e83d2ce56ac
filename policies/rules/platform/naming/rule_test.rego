package souk.platform.naming_test

import data.souk.platform.naming
import data.souk.testing

config := {"platform": {"naming": {"reserved": {"api": true, "sync": true, "board": false}}}}

of(fields) := testing.input_of(object.union(testing.app, fields))

found(path, what, name, problem) := {{"path": path, "params": {"what": what, "name": name, "problem": problem}}}

no_kebab(path, name) := found(path, "API name", name, "is not in kebab-case")

no_domain(path, name) := found(path, "event name", name, "does not begin with a reversed domain")

cases["names that say something pass"] := {
	"input": of({"apis": {"provides": ["dock-slots", {"name": "v2-slots"}]}, "events": {"produces": ["com.example.slot-booked", "com.example.docks.slot.booked"]}}),
	"expect": set(),
}

cases["a reserved id fails"] := {
	"input": of({"id": "api"}),
	"expect": found("/id", "id", "api", "is too general or reserved"),
}

cases["a reserved word as part of an id passes"] := {"input": of({"id": "crm-sync"}), "expect": set()}

cases["an id that is switched off passes"] := {"input": of({"id": "board"}), "expect": set()}

cases["an API name with capitals fails"] := {
	"input": of({"apis": {"provides": ["DockSlots"]}}),
	"expect": no_kebab("/apis/provides/0", "DockSlots"),
}

cases["an API name with other signs fails, in a mapping too"] := {
	"input": of({"apis": {"provides": ["docks", {"name": "dock_slots"}]}}),
	"expect": no_kebab("/apis/provides/1/name", "dock_slots"),
}

cases[concat(" ", [name, "has a dash too many"])] := {
	"input": of({"apis": {"provides": [name]}}),
	"expect": no_kebab("/apis/provides/0", name),
} if {
	some name in ["-docks", "docks-", "dock--slots"]
}

cases["an event name of two parts fails"] := {
	"input": of({"events": {"produces": ["order.placed"]}}),
	"expect": no_domain("/events/produces/0", "order.placed"),
}

cases["an event name neither begins nor ends with a dot"] := {
	"input": of({"events": {"produces": [".example.placed", "com.example."]}}),
	"expect": no_domain("/events/produces/0", ".example.placed") | no_domain("/events/produces/1", "com.example."),
}

cases["an event name with a gap or capitals fails, in a mapping too"] := {
	"input": of({"events": {"produces": ["com.example..placed", {"name": "com.example.OrderPlaced"}]}}),
	"expect": no_domain("/events/produces/0", "com.example..placed") | no_domain("/events/produces/1/name", "com.example.OrderPlaced"),
}

cases["names of consumed events are others' choice"] := {
	"input": of({"events": {"consumes": ["invoice.paid"]}}),
	"expect": set(),
}

cases["an entry without APIs and events passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["apis", "events"])),
	"expect": set(),
}

cases["a deprecated entry is left alone"] := {
	"input": of({"id": "api", "lifecycle": {"stage": "deprecated"}, "apis": {"provides": ["A"]}, "events": {"produces": ["a"]}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	naming.violation == case.expect with input as case.input with data.config as config
}
