# METADATA
# title: The runtime is supported for some time yet
# description: |
#   Moving to another version takes weeks, and it should not begin on the last day. The number of days is in
#   `data/platform.yaml`. Deprecated and retired entries are left alone: they end themselves.
# custom:
#   id: platform/runtime-ending
#   level: warn
#   stage: deny
#   kinds: [App, Connector]
#   message: "The runtime {version} is supported until {ends} only."
#   remediation: "Plan the move to a later version, then write its name, such as `version: node24`."
#   owner: platform-engineering
package souk.platform.runtime_ending

import data.souk.lib.entry
import data.souk.lib.runtime
import data.souk.lib.timestamp

violation contains {
	"path": "/runtime/version",
	"params": {"version": input.entity.runtime.version, "ends": runtime.ends},
} if {
	is_near
	timestamp.days_ahead(runtime.ends) <= data.config.platform.runtime.warnDays
	not runtime.over
	not entry.ending
}

# Reading dates is slow, and most ends are years away.
is_near if to_number(substring(runtime.ends, 0, 4)) < to_number(substring(input.now, 0, 4)) + 2
