# METADATA
# title: It carries no compliance label that calls for care
# description: |
#   Labels such as pii mean that somebody outside the team has a say in what happens to the data. A change to such
#   an entry deserves a look.
# custom:
#   id: risk/compliance
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It carries the label {label}."
#   remediation: "Take the label {label} from `compliance` when the entry no longer touches such data."
#   owner: privacy-office
package souk.risk.compliance

import data.souk.lib.pointer

violation contains {"path": pointer.to(["compliance", i]), "params": {"tier": tier, "label": label}} if {
	some i, label in input.entity.compliance
	tier := data.config.risk.compliance[label]
}
