package souk.risk.egress_test

import data.souk.risk.egress
import data.souk.testing

config := {"risk": {"egress": {"wildcard": "high"}}}

calling(egress) := testing.input_of(object.union(testing.app, {"egress": egress}))

found(path, host) := {"path": path, "params": {"tier": "high", "host": host}}

cases["passes with single hosts, as text and as mapping"] := {
	"input": calling(["ledger.example.com", {"host": "api.example.com"}]),
	"expect": set(),
}

cases["a wildcard as text is high"] := {
	"input": calling(["*.example.com"]),
	"expect": {found("/egress/0", "*.example.com")},
}

cases["a wildcard in a mapping is found at its host"] := {
	"input": calling(["ledger.example.com", {"host": "*.example.com", "purpose": "Anything."}]),
	"expect": {found("/egress/1/host", "*.example.com")},
}

cases["a star inside a name is a wildcard too"] := {
	"input": calling(["api-*.example.com"]),
	"expect": {found("/egress/0", "api-*.example.com")},
}

cases["passes with no hosts"] := {
	"input": calling([]),
	"expect": set(),
}

cases["passes without egress"] := {
	"input": testing.input_of(object.remove(testing.app, ["egress"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	egress.violation == case.expect with input as case.input with data.config as config
}
