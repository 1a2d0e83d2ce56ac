# METADATA
# title: Only partners get a share of the revenue
# description: |
#   A share of each price leaves the company. It is meant for apps that a partner builds and runs, which carry a tag,
#   and it has a ceiling; tag and ceiling are in `data/org.yaml`. Retired entries are left alone.
# custom:
#   id: org/revenue-share
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: published
#   message: "The metric {metric} passes on a share of {share}; this entry may pass on {most} at most."
#   remediation: "Lower or remove `revenueShare`. Entries that a partner runs carry the tag {tag} and may pass on up to {partnerMost}, such as `revenueShare: \"0.20\"`."
#   owner: finance-controlling
package souk.org.revenue_share

import data.souk.lib.entry
import data.souk.lib.money
import data.souk.lib.pointer

violation contains {"path": pointer.to(["billing", "metrics", i, "revenueShare"]), "params": params} if {
	not entry.gone
	some i, metric in input.entity.billing.metrics
	money.decimal(metric.revenueShare) > most
	params := {
		"metric": metric.name,
		"share": metric.revenueShare,
		"most": most,
		"tag": partners.tag,
		"partnerMost": partners.maxShare,
	}
}

partners := data.config.org.partners

default most := 0

most := partners.maxShare if partners.tag in input.entity.tags
