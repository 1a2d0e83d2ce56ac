# METADATA
# title: Nobody loses what they use
# description: |
#   When an entry ends while teams have it installed, somebody has to move them. Operations knows who that is and
#   whether the time is enough. A plan that is only worded differently is not a new end.
# custom:
#   id: approval/deprecation
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It is {ending}; installations that still use it: {total}."
#   remediation: "Move the installations to a replacement first, or ask {role} for a review of the plan."
#   owner: service-operations
package souk.approval.deprecation

import data.souk.lib.approval
import data.souk.lib.manifest

violation contains {
	"path": "/lifecycle/stage",
	"params": object.union(demand, {"ending": ending, "total": input.refs.installations.total}),
} if {
	input.refs.installations.total > 0
	some demand in approval.demands(data.config.approval.endings[ending])
}

ending := "removed" if input.change.type == "removed"

ending := manifest.stage if {
	approval.kept
	stage_before != manifest.stage
}

default stage_before := "proposed"

stage_before := input.before.lifecycle.stage
