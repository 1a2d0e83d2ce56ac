package souk.risk.vendor_test

import data.souk.risk.vendor
import data.souk.testing

config := {"risk": {"vendors": {"unrated": "medium", "medium": "medium", "high": "high"}}}

calling(egress) := testing.input_of(object.union(testing.app, {"egress": egress}))

found(path, tier, vendor, rated) := {"path": path, "params": {"tier": tier, "vendor": vendor, "rated": rated}}

cases["passes with hosts of our own, as text and as mapping"] := {
	"input": calling(["ledger.example.com", {"host": "api.example.com"}]),
	"expect": set(),
}

cases["passes with a vendor of low risk"] := {
	"input": calling([{"host": "x.example.com", "vendor": "X", "risk": "low"}]),
	"expect": set(),
}

cases["a vendor counts by its rating"] := {
	"input": calling([
		{"host": "x.example.com", "vendor": "X", "risk": "medium"},
		{"host": "y.example.com", "vendor": "Y", "risk": "high"},
	]),
	"expect": {
		found("/egress/0/risk", "medium", "X", "rated medium"),
		found("/egress/1/risk", "high", "Y", "rated high"),
	},
}

cases["a vendor without a rating is not known to be harmless"] := {
	"input": calling(["ledger.example.com", {"host": "x.example.com", "vendor": "X"}]),
	"expect": {found("/egress/1/risk", "medium", "X", "that nobody has rated")},
}

cases["a rating without a vendor is of a host of our own"] := {
	"input": calling([{"host": "api.example.com", "risk": "high"}]),
	"expect": set(),
}

cases["passes without egress"] := {
	"input": testing.input_of(object.remove(testing.app, ["egress"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	vendor.violation == case.expect with input as case.input with data.config as config
}
