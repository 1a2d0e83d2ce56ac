# METADATA
# title: A waiver covers one place
# description: |
#   Without a path, a waiver silences its rule for the whole entity: also for the next host, scope or category that
#   somebody adds there.
# custom:
#   id: org/waiver-path
#   level: warn
#   stage: deny
#   kinds: [Waiver]
#   message: "The waiver names no path, so it silences {rule} for all of {entity}."
#   remediation: "Copy the place of the finding into `path`, such as `path: /egress/1`."
#   owner: security
package souk.org.waiver_path

import data.souk.lib.manifest

violation contains {"path": "/path", "params": {"rule": input.entity.rule, "entity": manifest.entity_of(input.entity.entity)}} if {
	object.get(input.entity, "path", "") == ""
}
