# METADATA
# title: A deprecation gives teams time and somewhere to go
# description: |
#   Teams plan by the announcement and the sunset, and move to what the entry recommends. That a deprecation has a
#   sunset, the general notice and a way out is checked by lifecycle/deprecation, lifecycle/notice and lifecycle/way-out;
#   this rule asks for what goes beyond: the day of the announcement, more notice where production depends on the entry,
#   an end that is not put off for ever, a replacement that lasts, and nobody left behind when the sunset comes.
# custom:
#   id: org/deprecation-timeline
#   level: deny
#   stage: deny-new
#   kinds: [App, Connector]
#   message: "The deprecation, whose sunset is {sunset}, {problem}."
#   remediation: "Write the day of the announcement in `announced:`, a `sunset:` between {least} and {longest} days after it, and a replacement that is vetted and stays. Installations have to move before the sunset; until they have, choose a later one."
#   owner: product-council
package souk.org.deprecation_timeline

import data.souk.lib.manifest
import data.souk.lib.timestamp

plan := input.entity.lifecycle.deprecation if manifest.stage == "deprecated"

violation contains found("/announced", "does not say when it was announced") if {
	plan
	not plan.announced
}

# Notice that is too short for any entry is a matter of lifecycle/notice.
violation contains found("/sunset", "gives teams in production too little time") if {
	notice < least
	notice >= input.settings.minSunsetDays
}

violation contains found("/sunset", "ends later than a plan can reach") if {
	notice > data.config.org.deprecation.maxNoticeDays
}

violation contains found("/sunset", "is over while teams still run the entry") if {
	input.refs.installations.total > 0
	sunset <= timestamp.now
}

violation contains found("/replacement", flaw) if {
	plan.replacement != input.entity.id
	flaw := flaw_of_stage[object.get(input.refs.replacement, "stage", "proposed")]
}

flaw_of_stage := {
	"proposed": "leads to a replacement that nobody has vetted",
	"deprecated": "leads to a replacement that is deprecated itself",
	"retired": "leads to a replacement that has ended",
}

found(field, problem) := {
	"path": concat("", ["/lifecycle/deprecation", field]),
	"params": {
		"sunset": plan.sunset,
		"problem": problem,
		"least": least,
		"longest": data.config.org.deprecation.maxNoticeDays,
	},
}

notice := (sunset - timestamp.ns(start)) / 86400000000000

sunset := timestamp.ns(plan.sunset)

start := plan.announced if not announced_now

# What is announced by this change cannot have been known before.
start := max([plan.announced, substring(input.now, 0, 10)]) if announced_now

announced_now if {
	input.change.type == "modified"
	object.get(input.before, ["lifecycle", "deprecation", "announced"], "") != plan.announced
}

least := input.settings.minSunsetDays if not in_production

least := max([input.settings.minSunsetDays, data.config.org.deprecation.productionNoticeDays]) if in_production

in_production if input.refs.installations.production > 0
