# METADATA
# title: The change removes nothing
# description: |
#   A removal takes an entry from everybody who finds or uses it, without the notice that a deprecation gives.
# custom:
#   id: risk/removal
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It is removed for everybody."
#   remediation: "Deprecate {id} first, with `lifecycle.stage: deprecated` and a sunset, and remove it when nobody is left."
#   owner: product-council
package souk.risk.removal

violation contains {
	"path": "",
	"params": {"tier": data.config.risk.changes.removal, "id": input.entity.id},
} if {
	input.change.type == "removed"
}
