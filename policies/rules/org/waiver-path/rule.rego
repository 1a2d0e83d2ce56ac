# METADATA
# title: A waiver covers one place
# description: |
#   Without a path and without saying what it is about, a waiver silences its rule for the whole entity: also for the
#   next host, scope or vulnerability that turns up there.
# custom:
#   id: org/waiver-path
#   level: warn
#   stage: deny
#   kinds: [Waiver]
#   message: "The waiver names neither a path nor what it is about, so it silences {rule} for all of {entity}."
#   remediation: "Copy the place of the finding into `path`, such as `path: /egress/1`, or what the report says it is about into `about`."
#   owner: security
package souk.org.waiver_path

import data.souk.lib.manifest

violation contains {"path": "/path", "params": {"rule": input.entity.rule, "entity": manifest.entity_of(input.entity.entity)}} if {
	object.get(input.entity, "path", "") == ""
	not input.entity.about
}
