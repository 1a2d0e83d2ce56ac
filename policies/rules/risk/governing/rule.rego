# METADATA
# title: The change leaves the rules of the marketplace alone
# description: |
#   Teams, scopes, prices, sources, waivers and the settings decide what others may do: whoever changes them changes
#   the rules for everybody. How much each kind counts is configured.
# custom:
#   id: risk/governing
#   level: notice
#   stage: deny
#   kinds: [Marketplace, ScopeCatalog, PriceBook, Team, Source, Waiver]
#   message: "{kind} {id} is {change}: it decides what others may do."
#   remediation: "Make the change to {kind} {id} in a pull request of its own, so that reviewers see it alone."
#   owner: platform-engineering
package souk.risk.governing

violation contains {
	"path": "",
	"params": {"tier": tier, "kind": input.entity.kind, "id": input.entity.id, "change": input.change.type},
} if {
	input.change.type != "unchanged"
	tier := data.config.risk.governing[input.entity.kind]
}
