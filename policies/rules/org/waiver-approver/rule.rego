# METADATA
# title: An exception is granted by who may grant it
# description: |
#   A waiver silences a rule for others too. Whoever grants it holds the role that answers for that rule; being on the
#   same team as the author is not enough.
# custom:
#   id: org/waiver-approver
#   level: deny
#   stage: deny
#   kinds: [Waiver]
#   message: "{approver} cannot grant an exception from {rule}: that takes {roles}."
#   remediation: "Ask for the review, and write in `approvedBy` the role that grants it, such as `security`, or a team or person that holds it."
#   owner: security
package souk.org.waiver_approver

import data.souk.lib.approval
import data.souk.lib.exception

violation contains {"path": "/approvedBy", "params": {
	"approver": input.entity.approvedBy,
	"rule": input.entity.rule,
	"roles": sort(approval.roles(exception.roles)),
}} if {
	input.refs.rule.known
	held := {role | some role in input.settings.approvers[input.entity.approvedBy]}
	count(held & approval.roles(exception.roles)) == 0
}

violation contains {"path": "/approvedBy", "params": {
	"approver": input.entity.approvedBy,
	"rule": input.entity.rule,
	"roles": sort(approval.roles(exception.roles)),
}} if {
	input.refs.rule.known
	not input.settings.approvers[input.entity.approvedBy]
}
