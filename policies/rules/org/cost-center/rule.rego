# METADATA
# title: The cost center belongs to the team that spends
# description: |
#   The monthly chargeback goes to the cost center of the manifest; a wrong one sends the bill to people who never agreed
#   to pay. A team may use its own, the one of its parent, a shared one, and one that `data/org.yaml` opens to it.
#   Cost centers that were accepted before are tolerated, and retired entries are left alone.
# custom:
#   id: org/cost-center
#   level: deny
#   stage: deny-new
#   kinds: [App, Connector, Installation]
#   enforceFrom: published
#   message: "The cost center {costCenter} belongs to {teams}; {team} may not charge it."
#   remediation: "Write the cost center of {team} or of its parent team, such as `costCenter: CC-1010`. Finance Controlling can open another one to the team."
#   owner: finance-controlling
package souk.org.cost_center

import data.souk.lib.entry

violation contains {"path": "/costCenter", "params": params} if {
	not entry.gone
	center := input.entity.costCenter
	not open_to_team(center)
	params := {"costCenter": center, "team": input.entity[role], "teams": carriers}
}

role := "team" if input.entity.kind == "Installation"

role := "owner" if input.entity.kind != "Installation"

payers contains input.entity[role]

payers contains input.refs[role].parent

open_to_team(_) if {
	some team in input.refs.costCenter.teams
	payers[team]
}

open_to_team(center) if data.config.org.costCenters.shared[center]

open_to_team(center) if data.config.org.costCenters.guests[center][input.entity[role]]

default carriers := "no team"

carriers := concat(", ", sort(input.refs.costCenter.teams)) if count(input.refs.costCenter.teams) > 0
