# METADATA
# title: Points in time
# description: Reads what manifests write as a day (midnight UTC) or as an RFC 3339 date and time.
package souk.lib.timestamp

# METADATA
# description: Nanoseconds since 1970.
ns(text) := time.parse_rfc3339_ns(text) if contains(text, "T")

ns(text) := time.parse_rfc3339_ns(concat("", [text, "T00:00:00Z"])) if not contains(text, "T")

# Reading a time is slow: once for all that asks.
now := ns(input.now)

# METADATA
# description: Days from the moment of judging until this point in time; negative when it has passed.
days_ahead(text) := (ns(text) - now) / 86400000000000
