# METADATA
# title: Its scopes can do little harm
# description: |
#   Each scope in the scope catalog says how much harm its misuse does. A scope that is not in the catalog is not
#   known to be harmless.
# custom:
#   id: risk/scope
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It {may} ({scope})."
#   remediation: "Ask for a narrower scope than {scope}; one that nobody has rated can be added to the scope catalog."
#   owner: security
package souk.risk.scope

import data.souk.lib.pointer

violation contains {
	"path": pointer.to(["permissions", p, "scopes", s]),
	"params": {"tier": scope.risk, "scope": name, "may": may(scope.description)},
} if {
	catalogued := input.refs.scopes
	some p, permission in input.entity.permissions
	some s, name in permission.scopes
	scope := catalogued[name]
	scope.risk != "low"
}

violation contains {
	"path": pointer.to(["permissions", p, "scopes", s]),
	"params": {
		"tier": data.config.risk.scopes.uncatalogued,
		"scope": name,
		"may": "asks for a scope that nobody has rated",
	},
} if {
	catalogued := object.get(input.refs, "scopes", {})
	some p, permission in input.entity.permissions
	some s, name in permission.scopes
	not catalogued[name]
}

# "Delete all mail." is "may delete all mail" in the middle of a sentence.
may(description) := concat("", ["may ", lower(substring(text, 0, 1)), substring(text, 1, -1)]) if {
	text := trim_suffix(description, ".")
}
