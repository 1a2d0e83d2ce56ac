# METADATA
# title: Only what may be installed starts
# description: |
#   A deprecated entry finds no new users, a retired one is gone, and one that nobody has approved does not go to
#   production. `data/org.yaml` says which stages may start in production and elsewhere. The rule judges what a change
#   starts: a new installation, or another app, version or environment. What runs already is left alone.
# custom:
#   id: org/installation-allowed
#   level: deny
#   stage: deny
#   kinds: [Installation]
#   message: "{app} is {stage}; in {environment} only entries that are {allowed} may start."
#   remediation: "Write another entry in `app:`, such as the replacement that a deprecated one names, or wait until {app} has reached one of these stages."
#   owner: platform-engineering
package souk.org.installation_allowed

import data.souk.lib.installation

violation contains {"path": "/app", "params": params} if {
	installation.starts
	stage := object.get(input.refs.app, "stage", "proposed")
	not allowed[stage]
	params := {
		"app": input.entity.app,
		"stage": stage,
		"environment": input.entity.environment,
		"allowed": sort(object.keys(allowed)),
	}
}

allowed := data.config.org.installations.stages[area]

area := "production" if input.refs.environment.production

area := "elsewhere" if not object.get(input.refs.environment, "production", false)
