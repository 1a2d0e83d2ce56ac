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
#   remediation: "Write what one instance needs under `runtime.resources`, such as `{resource}: \"{most}\"`, or less. Platform Engineering agrees to more by a waiver."
#   owner: platform-engineering
package souk.platform.resources

import data.souk.lib.duration
import data.souk.lib.entry
import data.souk.lib.pointer

violation contains found(resource, "not stated", cap.most) if {
	stated := object.get(input.entity.runtime, "resources", {})
	some resource, cap in caps
	cap.required
	not stated[resource]
	not entry.ending
}

violation contains found(resource, asked, most) if {
	some resource, asked in input.entity.runtime.resources
	most := caps[resource].most
	not within(resource, asked, most)
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

amount_of("memory", text) := to_number(trim_suffix(text, unit)) * bytes(unit) if {
	unit := trim_left(text, "0123456789.")
}

amount_of("timeout", text) := duration.seconds(text) if {
	startswith(text, "P")
} else := to_number(trim_suffix(text, unit)) * seconds(unit) if {
	unit := trim_left(text, "0123456789")
}

# A function, because an object of all units would be made for each entity.
bytes("") := 1

bytes("k") := 1000

bytes("M") := 1000000

bytes("G") := 1000000000

bytes("T") := 1000000000000

bytes("Ki") := 1024

bytes("Mi") := 1048576

bytes("Gi") := 1073741824

bytes("Ti") := 1099511627776

# The units of caps, read without the regular expression of duration.seconds. Longer units are above every cap: an
# amount that is not known here is not within.
seconds("ms") := 0.001

seconds("s") := 1

seconds("m") := 60

seconds("h") := 3600

seconds("d") := 86400
