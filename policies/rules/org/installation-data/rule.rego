# METADATA
# title: Sensitive data stays out of environments that are not made for it
# description: |
#   Laptops and throw-away instances have no audit log and no encrypted disks. `data/org.yaml` lists, by the class of the
#   app's data, the environments where it may be installed; a class that it does not list may go anywhere.
# custom:
#   id: org/installation-data
#   level: deny
#   stage: deny
#   kinds: [Installation]
#   message: "{app} handles {classification} data, which {environment} is not made for."
#   remediation: "These environments are made for it: {allowed}. Write one of them, such as `environment: production`, or try a version of the app out that handles no such data."
#   owner: security
package souk.org.installation_data

violation contains {"path": "/environment", "params": params} if {
	classification := input.refs.app.classification
	environments := data.config.org.installations.environments[classification]
	not environments[input.entity.environment]
	params := {
		"app": input.entity.app,
		"classification": classification,
		"environment": input.entity.environment,
		"allowed": listed(environments),
	}
}

listed(environments) := concat(", ", sort(object.keys(environments))) if count(environments) > 0

listed(environments) := "none yet" if count(environments) == 0
