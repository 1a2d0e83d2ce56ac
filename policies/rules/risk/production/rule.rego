# METADATA
# title: It does not run on sensitive data in production
# description: |
#   What an app could do becomes real where the data is. An installation in production takes the risk of the class
#   of data that its app handles; an app that names no class is not known to be harmless.
# custom:
#   id: risk/production
#   level: notice
#   stage: deny
#   kinds: [Installation]
#   message: "In {environment} it runs {app}, which handles {class} data."
#   remediation: "Try it in another environment than {environment} first, with test data."
#   owner: privacy-office
package souk.risk.production

violation contains {
	"path": "/environment",
	"params": {
		"tier": tier,
		"app": input.refs.app.id,
		"environment": input.refs.environment.name,
		"class": word(class),
	},
} if {
	input.change.type != "removed"
	input.refs.environment.production
	class := object.get(input.refs.app, "classification", "undeclared")
	tier := data.config.risk.production[class]
}

word(class) := class if class != "undeclared"

word("undeclared") := "an undeclared class of"
