# METADATA
# title: The owner stays
# description: |
#   Whoever owns an entry decides what it does to those who rely on it. A new owner may be a mistake, or somebody
#   who takes what is not theirs.
# custom:
#   id: risk/owner-change
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "Its owner changes from {before} to {after}."
#   remediation: "Have {before} say in the pull request that {after} takes over, or leave `owner: {before}` as it is."
#   owner: platform-engineering
package souk.risk.owner_change

violation contains {
	"path": "/owner",
	"params": {
		"tier": data.config.risk.changes.ownerChange,
		"before": input.before.owner,
		"after": input.entity.owner,
	},
} if {
	input.change.type == "modified"
	input.before.owner != input.entity.owner
}
