# METADATA
# title: Units and plans come from the price book
# description: |
#   Metering adds up what is counted in the same unit, and finance prices units and plans once for everybody. A unit or
#   plan of one's own cannot be billed. Where no price book is there, any word is allowed. Retired entries are left alone.
# custom:
#   id: org/billing-units
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: published
#   message: "The price book has no {noun} {word}."
#   remediation: "Use a {noun} that the price book lists, such as `{example}`, or ask Finance Controlling to add yours."
#   owner: finance-controlling
#   suggest:
#     param: unit
#     among: settings.units
package souk.org.billing_units

import data.souk.lib.entry
import data.souk.lib.pointer

violation contains {"path": pointer.to(["billing", "metrics", i, "unit"]), "params": params} if {
	not entry.gone
	some i, metric in input.entity.billing.metrics
	unknown(input.settings.units, metric.unit)
	params := {"noun": "unit", "word": metric.unit, "unit": metric.unit, "example": "unit: call"}
}

violation contains {"path": "/billing/plan", "params": params} if {
	not entry.gone
	plan := input.entity.billing.plan
	unknown(input.settings.plans, plan)
	params := {"noun": "plan", "word": plan, "example": "plan: usage"}
}

unknown(words, word) if not words[word]
