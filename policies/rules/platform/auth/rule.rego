# METADATA
# title: Callers say who they are
# description: |
#   The gateway lets calls through by what is declared here. An API without authentication is open to everybody in the
#   network, and nobody can tell afterwards who called. Classes of data that anybody may read are in
#   `data/platform.yaml`. Retired entries are left alone.
# custom:
#   id: platform/auth
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "Anybody could call it: {problem}."
#   remediation: "Write how callers prove who they are, such as `auth: {type: oidc}`. Only entries with `data.classification: public` may do without."
#   owner: security
package souk.platform.auth

import data.souk.lib.entry

violation contains {"path": "/auth", "params": {"problem": "it provides APIs and does not declare `auth`"}} if {
	count(input.entity.apis.provides) > 0
	not input.entity.auth
	not entry.gone
}

violation contains {"path": "/auth/type", "params": {"problem": problem}} if {
	problem := "`auth` is none, and its data is not declared as open to everybody"
	input.entity.auth.type == "none"
	not is_open
	not entry.gone
}

# A rule of its own, so that data without a class is not open.
is_open if data.config.platform.auth.open[input.entity.data.classification]
