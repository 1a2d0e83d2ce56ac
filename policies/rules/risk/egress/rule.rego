# METADATA
# title: It calls only hosts that it names
# description: A wildcard lets an entry send data to hosts that nobody has looked at.
# custom:
#   id: risk/egress
#   level: notice
#   stage: deny
#   kinds: [App, Connector]
#   message: "It may call any host that matches {host}."
#   remediation: "List the hosts that it calls one by one in place of {host}."
#   owner: security
package souk.risk.egress

import data.souk.lib.manifest
import data.souk.lib.pointer

violation contains {
	"path": path(i, target),
	"params": {"tier": data.config.risk.egress.wildcard, "host": host},
} if {
	some i, target in input.entity.egress
	host := manifest.host_of(target)
	contains(host, "*")
}

path(i, target) := pointer.to(["egress", i]) if is_string(target)

path(i, target) := pointer.to(["egress", i, "host"]) if is_object(target)
