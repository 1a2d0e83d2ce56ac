# METADATA
# title: Each secret says where it comes from
# description: |
#   Whoever installs the app has to know which secrets to prepare and where. Providers that the platform can read are in
#   `data/platform.yaml`. Names are environment variables, so they are written the way those are. A later change of name
#   would break installations, so what was wrong before is tolerated with a warning. Retired entries are left alone.
# custom:
#   id: platform/secrets
#   level: deny
#   stage: deny-new
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The secret {secret} {problem}."
#   remediation: "Declare it as `name: CRM_TOKEN` (capitals, digits and underscores) with `provision: vault`, or another provider that the platform reads."
#   owner: security
package souk.platform.secrets

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains found(i, secret, "provision", "does not say how it is provisioned") if {
	some i, secret in input.entity.secrets
	not secret.provision
	not entry.gone
}

violation contains found(i, secret, "provision", "comes from a provider that the platform does not read") if {
	providers := data.config.platform.secrets.providers
	some i, secret in input.entity.secrets
	provider := lower(split(secret.provision, ":")[0])
	not providers[provider]
	not entry.gone
}

violation contains found(i, secret, "name", "is not written in capitals with underscores") if {
	some i, secret in input.entity.secrets
	not is_upper_snake(secret.name)
	not entry.gone
}

found(i, secret, field, problem) := {
	"path": pointer.to(["secrets", i, field]),
	"params": {"secret": secret.name, "problem": problem},
}

is_upper_snake(name) if regex.match(`^[A-Z0-9](?:[A-Z0-9_]*[A-Z0-9])?$`, name)
