# METADATA
# title: Hosts that an entry calls
# description: Takes the hosts of `egress` apart. Rules decide what they think of them.
package souk.lib.egress

import data.souk.lib.pointer

# METADATA
# description: The pointer to the host of the i-th target.
path_of(i, target) := pointer.to(["egress", i]) if is_string(target)

path_of(i, target) := pointer.to(["egress", i, "host"]) if is_object(target)

# METADATA
# description: |
#   The name or address in a host, in lower case: without port, without the brackets and the zone of an IPv6 address,
#   and without the dot that a full name may end with.
name_of(host) := trim_suffix(split(lower(without_port(host)), "%")[0], ".")

# METADATA
# description: True of what can only be an IPv6 address.
is_ipv6(name) if {
	contains(name, ":")
	regex.match(`^[0-9a-f:.]+$`, name)
}

# METADATA
# description: |
#   True of a name that resolvers read as an IPv4 address because it ends in a number: 10.0.0.1, but also 127.1,
#   2130706433 and 0x7f000001.
ends_in_number(name) if {
	# The last one, without calculating its place: arithmetic is slow in WebAssembly.
	is_number_like(array.reverse(split(name, "."))[0])
}

is_number_like(label) if {
	startswith(label, "0x")
} else if {
	# Most labels begin with a letter, which trimming finds out at once.
	label != ""
	trim_left(label, "0123456789") == ""
}

without_port(host) := host if {
	not contains(host, ":")
	not startswith(host, "[")
} else := split(trim_prefix(host, "["), "]")[0] if {
	startswith(host, "[")
} else := host if {
	count(split(host, ":")) > 2
} else := split(host, ":")[0]
