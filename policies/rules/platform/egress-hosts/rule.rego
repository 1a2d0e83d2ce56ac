# METADATA
# title: Egress names single hosts
# description: |
#   The network policy is made from this list, and reviewers decide by it who may get data. A wildcard opens a door that
#   nobody can list, and of an address nobody can tell whose it is. A port may follow the name.
# custom:
#   id: platform/egress-hosts
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   message: "The egress host {host} {problem}."
#   remediation: "List each host by its full name in lower case, such as api.crm.example.com or db.example.com:5432, without scheme, path or wildcard."
#   owner: security
package souk.platform.egress_hosts

import data.souk.lib.characters
import data.souk.lib.egress
import data.souk.lib.manifest

violation contains {"path": egress.path_of(i, target), "params": {"host": host, "problem": problem_of(host)}} if {
	some i, target in input.entity.egress
	host := manifest.host_of(target)
	not is_plain(host)
}

problem_of(host) := "is a wildcard" if {
	contains(host, "*")
} else := "is an address, not a name" if {
	is_address(egress.name_of(host))
} else := "is not a plain host name"

is_address(name) if egress.ends_in_number(name)

is_address(name) if egress.is_ipv6(name)

# One expression for nearly all hosts, whose last label begins with a letter; the rest is taken apart.
is_plain(host) if {
	regex.match(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?$`, host)
} else if {
	parts := split(host, ":")
	is_name(parts[0])
	is_port(array.slice(parts, 1, count(parts)))
}

is_name(name) if {
	regex.match(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$`, name)
	not egress.ends_in_number(name)
}

is_port([])

is_port([port]) if {
	characters.only(port, characters.digits)
	not startswith(port, "0")
	to_number(port) <= 65535
}
