# METADATA
# title: Egress leads to the Internet or to named services
# description: |
#   An app that may call addresses of the internal network reaches services that trust whoever stands inside, and the
#   metadata service of the cloud hands out credentials to anybody who asks. Addresses in unusual notations, such as
#   2130706433 for 127.0.0.1, are refused in whole: their purpose is to get past a check like this one.
# custom:
#   id: platform/egress-private
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   message: "The egress host {host} leads to {target}."
#   remediation: "Name the host by which the service is offered to all, such as erp.example.com. Ask Platform Engineering when it has none yet."
#   owner: security
package souk.platform.egress_private

import data.souk.lib.characters
import data.souk.lib.egress
import data.souk.lib.manifest

violation contains {"path": egress.path_of(i, target), "params": {"host": host, "target": leads_to}} if {
	some i, target in input.entity.egress
	host := manifest.host_of(target)
	leads_to := destination(egress.name_of(host))
}

# Undefined for what is on the Internet.
destination(name) := inside_of_ipv6(name) if {
	egress.is_ipv6(name)
} else := inside_of_ipv4(name) if {
	egress.ends_in_number(name)
} else := inside_of_domain(name)

inside_of_domain(name) := [kind |
	labels := split(name, ".")
	domains := data.config.platform.egress.domains
	some i, _ in labels
	kind := domains[concat(".", array.slice(labels, i, count(labels)))]
][0]

inside_of_ipv4(name) := "an address in an unusual notation" if {
	not is_plain_ipv4(name)
} else := inside_of_range(name)

# The global addresses are 2000::/3. What does not begin like that is the own machine, a private or link-local network,
# or stands for an IPv4 address, in whatever way it is written.
inside_of_ipv6(name) := "a network that is not on the Internet" if {
	not is_global(split(name, ":")[0])
} else := "an address in an unusual notation" if {
	not is_plain_ipv6(name)
} else := inside_of_range(name)

inside_of_range(address) := [kind |
	some range, kind in data.config.platform.egress.ranges
	net.cidr_contains(range, address)
][0]

# Four numbers of 0 to 255 without leading zeros, which some resolvers take for octal.
is_plain_ipv4(name) if {
	parts := split(name, ".")
	count(parts) == 4
	every part in parts {
		is_byte(part)
	}
}

is_byte("0")

is_byte(text) if {
	characters.only(text, characters.digits)
	not startswith(text, "0")
	to_number(text) <= 255
}

is_global(group) if {
	count(group) == 4
	substring(group, 0, 1) in {"2", "3"}
}

# Eight groups of hexadecimal digits, or fewer with one gap.
is_plain_ipv6(name) if {
	halves := split(name, "::")
	groups := [group | some half in halves; half != ""; some group in split(half, ":")]
	every group in groups {
		characters.only(group, characters.hexadecimal)
		count(group) <= 4
	}
	is_complete(count(halves), count(groups))
}

is_complete(1, 8)

is_complete(2, groups) if groups < 8
