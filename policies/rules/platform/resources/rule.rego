# METADATA
# title: Resources are stated and within the caps
# description: |
#   Many instances share one machine. What an instance may take at most keeps a mistake in one app away from the
#   others, and it is what the cost preview reckons with. The caps of each runtime type are in `data/platform.yaml`.
#   Deprecated and retired entries keep what they have.
# custom:
#   id: platform/resources
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   enforceFrom: vetted
#   message: "The {resource} is {value}. An entry of type {type} states more than zero and at most {most}."
#   remediation: "Write what one instance needs under `runtime.resources`, such as `{resource}: {most}`, or less. Platform Engineering agrees to more by a waiver."
#   owner: platform-engineering
package souk.platform.resources

import data.souk.lib.characters
import data.souk.lib.duration
import data.souk.lib.entry
import data.souk.lib.pointer

violation contains found(resource, "not stated", cap.most) if {
	some resource, cap in caps
	cap.required
	not input.entity.runtime.resources[resource]
	not entry.ending
}

violation contains found(resource, asked, caps[resource].most) if {
	some resource, asked in input.entity.runtime.resources
	not within(resource, asked, caps[resource].most)
	not entry.ending
}

caps := data.config.platform.runtime.types[input.entity.runtime.type].resources

found(resource, value, most) := {
	"path": pointer.to(["runtime", "resources", resource]),
	"params": {"resource": resource, "value": value, "type": input.entity.runtime.type, "most": most},
}

within(resource, asked, most) if {
	amount := amount_of(resource, asked)
	amount > 0
	amount <= amount_of(resource, most)
}

# A processor share in thousandths of a core.
amount_of("cpu", text) := to_number(trim_suffix(text, "m")) if {
	endswith(text, "m")
} else := to_number(text) * 1000

amount_of("memory", text) := to_number(trim_suffix(text, unit)) * bytes[unit] if {
	unit := trim_left(text, "0123456789.")
}

amount_of("timeout", text) := duration.seconds(text) if {
	startswith(text, "P")
} else := to_number(trim_suffix(text, unit)) * seconds[unit] if {
	unit := trim_left(text, characters.digits)
}

bytes := {
	"": 1,
	"k": 1000,
	"M": 1000000,
	"G": 1000000000,
	"T": 1000000000000,
	"Ki": 1024,
	"Mi": 1048576,
	"Gi": 1073741824,
	"Ti": 1099511627776,
}

# The units of caps, read without the regular expression of duration.seconds. Longer units are above every cap: an
# amount that is not known here is not within.
seconds := {
	"ms": 0.001,
	"s": 1,
	"m": 60,
	"h": 3600,
	"d": 86400,
}
