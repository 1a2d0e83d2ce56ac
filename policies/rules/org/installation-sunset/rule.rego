# METADATA
# title: Installations of deprecated apps have a plan to move
# description: |
#   What is installed goes on after its app was deprecated, until the sunset. A team that edits such an installation is
#   reminded of that day; an installation that ends by then has its plan. On the day of the deprecation itself
#   consumers/deprecated tells everybody, and org/installation-allowed refuses to install it anew.
# custom:
#   id: org/installation-sunset
#   level: notice
#   stage: deny
#   kinds: [Installation]
#   message: "{app} is deprecated and ends on {sunset}."
#   remediation: "Move to its replacement before that day, and plan the end of this installation with `expiresAt: {sunset}` or earlier."
#   owner: platform-engineering
package souk.org.installation_sunset

import data.souk.lib.installation
import data.souk.lib.timestamp

violation contains {"path": "/app", "params": {"app": input.entity.app, "sunset": sunset}} if {
	input.change.type == "modified"
	input.refs.app.stage == "deprecated"
	not installation.starts
	sunset := input.refs.app.sunset
	not ends_by(sunset)
}

ends_by(sunset) if timestamp.ns(input.entity.expiresAt) <= timestamp.ns(sunset)
