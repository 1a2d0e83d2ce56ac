package souk.platform.secrets_test

import data.souk.platform.secrets
import data.souk.testing

config := {"platform": {"secrets": {"providers": {"vault": true, "file": true, "keychain": false}}}}

of(secret) := testing.input_of(object.union(testing.app, {"secrets": [{"name": "FIRST", "provision": "file"}, secret]}))

found(field, secret, problem) := {{
	"path": concat("/", ["/secrets/1", field]),
	"params": {"secret": secret, "problem": problem},
}}

cases["a secret from an approved provider passes"] := {
	"input": of({"name": "CRM_TOKEN_2", "provision": "vault"}),
	"expect": set(),
}

cases["a place may follow the provider"] := {
	"input": of({"name": "CRM_TOKEN", "provision": "Vault:kv/crm"}),
	"expect": set(),
}

cases["a secret of unknown origin fails"] := {
	"input": of({"name": "CRM_TOKEN"}),
	"expect": found("provision", "CRM_TOKEN", "does not say how it is provisioned"),
}

cases["an optional secret needs an origin too"] := {
	"input": of({"name": "CRM_TOKEN", "optional": true}),
	"expect": found("provision", "CRM_TOKEN", "does not say how it is provisioned"),
}

cases["another provider fails"] := {
	"input": of({"name": "CRM_TOKEN", "provision": "e-mail from the CRM team"}),
	"expect": found("provision", "CRM_TOKEN", "comes from a provider that the platform does not read"),
}

cases["a provider that is switched off fails"] := {
	"input": of({"name": "CRM_TOKEN", "provision": "keychain"}),
	"expect": found("provision", "CRM_TOKEN", "comes from a provider that the platform does not read"),
}

cases["small letters in a name fail"] := {
	"input": of({"name": "crmToken", "provision": "vault"}),
	"expect": found("name", "crmToken", "is not written in capitals with underscores"),
}

cases["dashes and dots in a name fail"] := {
	"input": of({"name": "CRM-TOKEN.V2", "provision": "vault"}),
	"expect": found("name", "CRM-TOKEN.V2", "is not written in capitals with underscores"),
}

cases["an underscore at the beginning of a name fails"] := {
	"input": of({"name": "_TOKEN", "provision": "vault"}),
	"expect": found("name", "_TOKEN", "is not written in capitals with underscores"),
}

cases["an underscore at the end of a name fails"] := {
	"input": of({"name": "TOKEN_", "provision": "vault"}),
	"expect": found("name", "TOKEN_", "is not written in capitals with underscores"),
}

cases["no secrets pass"] := {"input": testing.input_of(object.remove(testing.app, ["secrets"])), "expect": set()}

cases["a retired entry is left alone"] := {
	"input": object.union(of({"name": "crmToken"}), {"entity": {"lifecycle": {"stage": "retired"}}}),
	"expect": set(),
}

cases["a retired entry keeps its provider"] := {
	"input": object.union(of({"name": "TOKEN", "provision": "mail"}), {"entity": {"lifecycle": {"stage": "retired"}}}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	secrets.violation == case.expect with input as case.input with data.config as config
}
