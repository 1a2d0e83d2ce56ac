# METADATA
# title: Nothing in it is dangerous together
# description: |
#   Some things are harmless alone and not together: data of people and another company that gets it, or the right
#   to change data and an address that answers everybody. A company whose rating counts as low is trusted with data.
# custom:
#   id: risk/combination
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "Together: it {first}, and it {second}."
#   remediation: "Part the two: leave out the data or the vendor, ask for reading scopes only, or demand a sign-in with `auth.type: oidc`."
#   owner: security
package souk.risk.combination

import data.souk.lib.pointer
import data.souk.lib.scopes

violation contains {
	"path": pointer.to(["egress", i, "vendor"]),
	"params": {
		"tier": data.config.risk.combination.tier,
		"first": concat("", ["handles personal or sensitive data (", concat(", ", sort(personal)), ")"]),
		"second": concat(" ", ["sends data to", vendor]),
	},
} if {
	some i, target in input.entity.egress
	vendor := target.vendor
	data.config.risk.vendors[object.get(target, "risk", "unrated")]
	count(personal) > 0
}

violation contains {
	"path": "/auth/type",
	"params": {
		"tier": data.config.risk.combination.tier,
		"first": concat("", ["may change data (", concat(", ", sort(writing)), ")"]),
		"second": "answers callers without asking who they are",
	},
} if {
	open
	count(writing) > 0
}

personal contains category if {
	some category in input.entity.data.categories
	data.config.risk.categories[category]
}

personal contains label if {
	some label in input.entity.compliance
	data.config.risk.combination.labels[label]
}

writing contains scope if {
	some permission in input.entity.permissions
	some scope in permission.scopes
	not data.config.risk.combination.readVerbs[scopes.verb(scope)]
}

open if {
	input.entity.auth.type == "none"
} else if {
	not input.entity.auth
	count(input.entity.apis.provides) > 0
}
