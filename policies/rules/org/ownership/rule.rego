# METADATA
# title: The team behind it exists and has people
# description: |
#   Somebody has to answer when an entry breaks, when an installation costs too much, or when a subscriber is told of a
#   change. A disbanded or empty team cannot, as owner or as backup. Retired entries are left alone. That the team is
#   in the catalog at all is checked by reference/missing.
# custom:
#   id: org/ownership
#   level: deny
#   stage: deny
#   kinds: [App, Connector, Installation, Collection, Source, Subscription]
#   enforceFrom: vetted
#   message: "The team {team} {problem}, so nobody answers here."
#   remediation: "Name an active team that has taken over, such as `{field}: platform-engineering`, or add people to {team}."
#   owner: platform-engineering
package souk.org.ownership

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {"path": pointer.to([field]), "params": params} if {
	not entry.gone
	some field in ["owner", "backupOwner", "team"]
	id := input.entity[field]
	problem := flaw(input.refs[field])
	params := {"team": id, "field": field, "problem": problem}
}

flaw(team) := "is disbanded" if disbanded(team)

flaw(team) := "has nobody in it" if {
	not disbanded(team)
	count(object.get(team, "people", [])) == 0
	not team.lead
}

disbanded(team) if team.status == "disbanded"
