# METADATA
# title: Nothing is ever wrong
# description: The only rule of the policies for tests of everything but policies.
# custom:
#   id: developer/calm
#   level: deny
#   stage: deny
#   kinds: [App]
#   message: "The app {id} is upset."
#   remediation: "Calm it down."
#   owner: platform-engineering
package souk.developer.calm

violation contains {"path": "/id", "params": {"id": input.entity.id}} if input.entity.annotations.upset == true
