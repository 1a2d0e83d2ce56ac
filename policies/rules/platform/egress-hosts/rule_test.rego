package souk.platform.egress_hosts_test

import data.souk.platform.egress_hosts
import data.souk.testing

config := {}

of(egress) := testing.input_of(object.union(testing.app, {"egress": egress}))

found(path, host, problem) := {{"path": path, "params": {"host": host, "problem": problem}}}

rejected(host) := found("/egress/0", host, "is not a plain host name")

cases["a host by its full name passes"] := {
	"input": of(["api.example.com", {"host": "db-1.example.com"}]),
	"expect": set(),
}

cases["a port may follow"] := {
	"input": of(["db.example.com:5432", "kafka.example.com:65535", "api.example.com:8080"]),
	"expect": set(),
}

cases["a wildcard fails"] := {
	"input": of(["*.example.com"]),
	"expect": found("/egress/0", "*.example.com", "is a wildcard"),
}

cases["the finding points at the host of a mapping"] := {
	"input": of(["api.example.com", {"host": "*", "purpose": "All."}]),
	"expect": found("/egress/1/host", "*", "is a wildcard"),
}

cases["a scheme fails"] := {"input": of(["https://api.example.com"]), "expect": rejected("https://api.example.com")}

cases["a path fails"] := {"input": of(["api.example.com/v1"]), "expect": rejected("api.example.com/v1")}

cases["a user name fails"] := {
	"input": of(["api.example.com@evil.net"]),
	"expect": rejected("api.example.com@evil.net"),
}

cases["capitals fail"] := {"input": of(["API.example.com"]), "expect": rejected("API.example.com")}

cases["letters of other alphabets fail"] := {
	"input": of(["\u0430pi.example.com"]),
	"expect": rejected("\u0430pi.example.com"),
}

cases["a name of one word fails"] := {"input": of(["kafka"]), "expect": rejected("kafka")}

cases["a dot at the end fails"] := {"input": of(["api.example.com."]), "expect": rejected("api.example.com.")}

cases["two dots in a row fail"] := {"input": of(["api..example.com"]), "expect": rejected("api..example.com")}

cases["a dash at the edge of a part fails"] := {
	"input": of(["-api.example.com", "api-.example.com"]),
	"expect": rejected("-api.example.com") | found("/egress/1", "api-.example.com", "is not a plain host name"),
}

cases["a port of nothing fails"] := {"input": of(["api.example.com:"]), "expect": rejected("api.example.com:")}

cases["a port with zeros in front fails"] := {
	"input": of(["api.example.com:0443"]),
	"expect": rejected("api.example.com:0443"),
}

cases["a port in other digits fails"] := {
	"input": of(["api.example.com:1e3"]),
	"expect": rejected("api.example.com:1e3"),
}

cases["port zero fails"] := {"input": of(["api.example.com:0"]), "expect": rejected("api.example.com:0")}

cases["a port beyond the last fails"] := {
	"input": of(["api.example.com:65536"]),
	"expect": rejected("api.example.com:65536"),
}

cases["a port by name fails"] := {"input": of(["api.example.com:https"]), "expect": rejected("api.example.com:https")}

cases["a port of very many digits fails"] := {
	"input": of(["api.example.com:100000000000"]),
	"expect": rejected("api.example.com:100000000000"),
}

cases["two ports fail"] := {"input": of(["api.example.com:1:2"]), "expect": rejected("api.example.com:1:2")}

cases["an IPv4 address fails"] := {
	"input": of(["8.8.8.8:53"]),
	"expect": found("/egress/0", "8.8.8.8:53", "is an address, not a name"),
}

cases["an IPv6 address fails"] := {
	"input": of(["[2606:4700::1111]:53"]),
	"expect": found("/egress/0", "[2606:4700::1111]:53", "is an address, not a name"),
}

cases["a number as the last part makes an address"] := {
	"input": of(["api.example.1"]),
	"expect": found("/egress/0", "api.example.1", "is an address, not a name"),
}

cases["no egress passes"] := {"input": of([]), "expect": set()}

cases["a manifest that says nothing of egress passes"] := {
	"input": testing.input_of(object.remove(testing.app, ["egress"])),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	egress_hosts.violation == case.expect with input as case.input with data.config as config
}
