# METADATA
# title: Exceptions are granted by those who may
# description: |
#   A waiver silences a rule, so it is granted by the role that answers for that rule: by the rule itself, else by
#   its layer. A rule of no known layer is left to the default of the configuration. Taking a waiver back needs no
#   such consent.
# custom:
#   id: approval/exception
#   level: notice
#   stage: deny
#   kinds: [Waiver]
#   message: "It is an exception from {rule}, which {role} grants."
#   remediation: "Mend what {rule} finds, or ask {role} for a review."
#   owner: platform-engineering
package souk.approval.exception

import data.souk.lib.approval
import data.souk.lib.exception

violation contains {"path": "/rule", "params": object.union(demand, {"rule": input.entity.rule})} if {
	approval.kept
	some demand in approval.demands(exception.roles)
}
