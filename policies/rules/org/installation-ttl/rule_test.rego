package souk.org.installation_ttl_test

import data.souk.org.installation_ttl
import data.souk.testing

config := {}

# The moment of judging is 2026-11-22T08:00:00Z.
in_dev(fields) := testing.with_refs(
	testing.input_of_installation(object.union(testing.installation, object.union({"environment": "dev"}, fields))),
	{"environment": {"name": "dev", "production": false, "maxTtl": "30d"}},
)

in_production(fields) := testing.input_of_installation(object.union(testing.installation, fields))

flawed(path, environment, problem, longest) := {
	"path": path,
	"params": {"environment": environment, "problem": problem, "longest": longest},
}

too_long := "would live longer than the environment allows"

cases["passes with a time to live within the limit"] := {"input": in_dev({"ttl": "14d"}), "expect": set()}

cases["passes with exactly the limit, in any form"] := {"input": in_dev({"ttl": "P1M"}), "expect": set()}

cases["a time to live beyond the limit fails"] := {
	"input": in_dev({"ttl": "31d"}),
	"expect": {flawed("/ttl", "dev", too_long, "30d")},
}

cases["an end within the limit passes"] := {"input": in_dev({"expiresAt": "2026-12-22T08:00:00Z"}), "expect": set()}

cases["an end beyond the limit fails"] := {
	"input": in_dev({"expiresAt": "2026-12-22T08:00:01Z"}),
	"expect": {flawed("/expiresAt", "dev", too_long, "30d")},
}

cases["an environment with a limit demands an end"] := {
	"input": in_dev({}),
	"expect": {flawed("/ttl", "dev", "does not say when it ends", "30d")},
}

cases["both ends are judged where both are given"] := {
	"input": in_dev({"ttl": "2mo", "expiresAt": "2027-12-01"}),
	"expect": {flawed("/ttl", "dev", too_long, "30d"), flawed("/expiresAt", "dev", too_long, "30d")},
}

cases["production without a limit demands no end"] := {"input": in_production({}), "expect": set()}

cases["production without a limit allows any end"] := {"input": in_production({"expiresAt": "2036-01-01", "ttl": "20y"}), "expect": set()}

cases["an end in the past fails anywhere"] := {
	"input": in_production({"expiresAt": "2026-11-22"}),
	"expect": {flawed("/expiresAt", "production", "has ended already", "90d")},
}

cases["an end that comes within the day passes"] := {"input": in_dev({"expiresAt": "2026-11-22T20:00:00Z"}), "expect": set()}

cases["an end that is due this moment has passed"] := {
	"input": in_dev({"expiresAt": "2026-11-22T09:00:00+01:00"}),
	"expect": {flawed("/expiresAt", "dev", "has ended already", "30d")},
}

cases["an environment that does not exist is not judged here"] := {
	"input": testing.with_field(in_dev({}), "refs", {}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	installation_ttl.violation == case.expect with input as case.input with data.config as config
}
