package souk.org.waiver_approver_test

import data.souk.org.waiver_approver
import data.souk.testing

config := {"approval": {"exceptions": {
	"rules": {"org/privacy-assessment": {"privacy": 1, "legal": 1}},
	"layers": {"org": {"product": 1}},
	"other": {"platform": 1},
}}}

waiver(rule, approver) := testing.input_of_waiver(object.union(testing.waiver, {"rule": rule, "approvedBy": approver}))

violation(rule, approver, roles) := {{"path": "/approvedBy", "params": {"approver": approver, "rule": rule, "roles": roles}}}

cases["the role of the layer may"] := {"input": waiver("org/vendor-risk", "product"), "expect": set()}

cases["a team that holds the role may"] := {"input": waiver("org/vendor-risk", "product-council"), "expect": set()}

cases["another role may not"] := {
	"input": waiver("org/vendor-risk", "security"),
	"expect": violation("org/vendor-risk", "security", ["product"]),
}

cases["somebody without a role may not"] := {
	"input": waiver("org/vendor-risk", "freight"),
	"expect": violation("org/vendor-risk", "freight", ["product"]),
}

cases["one of the roles that the rule itself names is enough to ask"] := {
	"input": waiver("org/privacy-assessment", "privacy"),
	"expect": set(),
}

cases["a rule of no known layer is left to the default"] := {
	"input": waiver("version/breaking", "product"),
	"expect": violation("version/breaking", "product", ["platform"]),
}

test_cases[name] if {
	some name, case in cases
	waiver_approver.violation == case.expect with input as case.input with data.config as config
}
