# METADATA
# title: The runtime is a supported version
# description: |
#   Nobody closes the security holes of a version that has reached its end of life. The versions that the platform runs
#   are in `data/platform.yaml`, each with its last day of support. Time alone breaks this rule, so what ran before
#   a change is tolerated with a warning. Retired entries are left alone.
# custom:
#   id: platform/runtime-supported
#   level: deny
#   stage: deny-new
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The runtime {runtime} {problem}."
#   remediation: "Write the name of a supported version as policies/data/platform.yaml lists it, such as `version: node24`."
#   owner: platform-engineering
package souk.platform.runtime_supported

import data.souk.lib.entry
import data.souk.lib.runtime

violation contains found(type, "does not say which version it is") if {
	type := input.entity.runtime.type
	data.config.platform.runtime.types[type].version
	not input.entity.runtime.version
	not entry.gone
}

violation contains found(version, "is not one that the platform supports") if {
	version := input.entity.runtime.version
	not data.config.platform.runtime.versions[version]
	not entry.gone
}

violation contains found(input.entity.runtime.version, problem) if {
	runtime.over
	not entry.gone
	problem := concat(" ", ["was supported until", runtime.ends, "only"])
}

found(name, problem) := {"path": "/runtime/version", "params": {"runtime": name, "problem": problem}}
