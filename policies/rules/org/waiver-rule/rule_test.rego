package souk.org.waiver_rule_test

import data.souk.org.waiver_rule
import data.souk.testing

config := {"waivers": {"maxDays": 365, "never": ["schema/*", "platform/scope-forbidden"]}}

waiver(rule, known) := object.union(
	testing.input_of_waiver(object.union(testing.waiver, {"rule": rule})),
	{"refs": {"rule": {"known": known}}},
)

violation(rule, problem) := {{"path": "/rule", "params": {"rule": rule, "problem": problem}}}

cases["a known rule can be waived"] := {"input": waiver("org/vendor-risk", true), "expect": set()}

cases["a rule that does not exist cannot"] := {
	"input": waiver("org/vendor-rsik", false),
	"expect": violation("org/vendor-rsik", "does not exist"),
}

cases["a rule on the list cannot"] := {
	"input": waiver("platform/scope-forbidden", true),
	"expect": violation("platform/scope-forbidden", "cannot be waived"),
}

cases["nor one of a layer on the list"] := {
	"input": waiver("schema/required", true),
	"expect": violation("schema/required", "cannot be waived"),
}

cases["a rule whose id begins like one on the list can"] := {
	"input": waiver("platform/scope-forbidden-here", true),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	waiver_rule.violation == case.expect with input as case.input with data.config as config
}
