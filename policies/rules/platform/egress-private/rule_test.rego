package souk.platform.egress_private_test

import data.souk.platform.egress_private
import data.souk.testing

config := {"platform": {"egress": {
	"domains": {
		"localhost": "the own machine",
		"local": "the local network",
		"internal": "the internal network",
		"metadata.google.internal": "the metadata service of the cloud",
		"nip.io": "an address that is part of its name",
	},
	"ranges": {
		"0.0.0.0/8": "the own machine",
		"10.0.0.0/8": "a private network",
		"100.64.0.0/10": "a private network",
		"127.0.0.0/8": "the own machine",
		"169.254.0.0/16": "the link-local network",
		"172.16.0.0/12": "a private network",
		"192.168.0.0/16": "a private network",
		"2002::/16": "an address that is part of its name",
	},
}}}

of(host) := testing.input_of(object.union(testing.app, {"egress": [host]}))

passes(host) := {"input": of(host), "expect": set()}

leads(host, target) := {"input": of(host), "expect": {{"path": "/egress/0", "params": {"host": host, "target": target}}}}

cases["a named service passes"] := passes("api.example.com")

cases["an address on the Internet passes here"] := passes("8.8.8.8")

cases["an IPv6 address on the Internet passes here"] := passes("[2606:4700::1111]:443")

cases["10.0.0.0/8 is private"] := leads("10.255.0.1", "a private network")

cases["the last address of 172.16.0.0/12 is private"] := leads("172.31.255.255:8080", "a private network")

cases["the next one is not"] := passes("172.32.0.0")

cases["192.168.0.0/16 is private"] := leads("192.168.1.1", "a private network")

cases["the range of carriers is private"] := leads("100.127.255.255", "a private network")

cases["the address after it is not"] := passes("100.128.0.0")

cases["loopback is refused"] := leads("127.0.0.1", "the own machine")

cases["the address of every interface is refused"] := leads("0.0.0.0", "the own machine")

cases["the metadata address is refused"] := leads("169.254.169.254", "the link-local network")

cases["IPv6 loopback is refused"] := leads("::1", "a network that is not on the Internet")

cases["IPv6 loopback in brackets with a port is refused"] := leads("[0:0:0:0:0:0:0:1]:80", "a network that is not on the Internet")

cases["a short first group is not on the Internet"] := leads("200::1", "a network that is not on the Internet")

cases["unique local IPv6 addresses are refused"] := leads("FD00:EC2::254", "a network that is not on the Internet")

cases["link-local IPv6 addresses are refused, with their zone too"] := leads("fe80::1%eth0", "a network that is not on the Internet")

cases["an IPv4 address mapped into IPv6 is refused"] := leads("::ffff:10.0.0.1", "a network that is not on the Internet")

cases["a mapped address in hexadecimal is refused"] := leads("[::ffff:7f00:1]:80", "a network that is not on the Internet")

cases["an IPv6 range of the configuration is refused"] := leads("2002:a00:1::", "an address that is part of its name")

cases["a full IPv6 address on the Internet passes here"] := passes("2606:4700:0:0:0:0:0:1111")

cases["the upper half of the global addresses counts too"] := passes("3000::1")

cases["a gap for one group is allowed"] := passes("2606:4700:1:2:3:4:5::")

cases[concat(" ", [host, "is no IPv6 address that can be read"])] := leads(host, "an address in an unusual notation") if {
	some host in ["2606:4700:0:0:0:0:0", "2606::1::2", "2606:::1", "2606::1:", "2606::12345", "2606::10.0.0.1", "2606:1:2:3:4:5:6:7:8", "2606:1:2:3:4:5:6:7::"]
}

cases["one decimal number is refused"] := leads("2130706433", "an address in an unusual notation")

cases["octal numbers are refused"] := leads("0177.0.0.1", "an address in an unusual notation")

cases["numbers with an exponent are refused"] := leads("1e1.0.0.1", "an address in an unusual notation")

cases["hexadecimal numbers are refused"] := leads("0x7f.0.0.0x1", "an address in an unusual notation")

cases["one hexadecimal number is refused"] := leads("0X7F000001", "an address in an unusual notation")

cases["fewer than four numbers are refused"] := leads("127.1", "an address in an unusual notation")

cases["a number above 255 is refused"] := leads("10.0.0.256", "an address in an unusual notation")

cases["localhost is refused"] := leads("localhost:3000", "the own machine")

cases["capitals and a dot at the end hide nothing"] := leads("LOCALHOST.", "the own machine")

cases["names below localhost are refused"] := leads("app.localhost", "the own machine")

cases["names of the local network are refused"] := leads("printer.local", "the local network")

cases["the longest listed domain gives the reason"] := leads("metadata.google.internal", "the metadata service of the cloud")

cases["names that carry an address are refused"] := leads("10.0.0.1.nip.io", "an address that is part of its name")

cases["a name that only contains a listed one passes"] := passes("localhost.example.com")

cases["a name that only ends alike passes"] := passes("mylocal.example-internal")

cases["what is no host at all is left to another rule"] := passes("https://api.example.com:443")

cases["the finding points at the host of a mapping"] := {
	"input": testing.input_of(object.union(testing.app, {"egress": ["api.example.com", {"host": "10.0.0.1"}]})),
	"expect": {{"path": "/egress/1/host", "params": {"host": "10.0.0.1", "target": "a private network"}}},
}

cases["a manifest that says nothing of egress passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["egress"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	egress_private.violation == case.expect with input as case.input with data.config as config
}
