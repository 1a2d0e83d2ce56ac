# METADATA
# title: Lengths of time
# description: Reads what manifests write as 90d, 12h, 3mo, 8y or P3M. A month counts 30 days and a year 365.
package souk.lib.duration

# METADATA
# description: Length in seconds, with a fraction.
seconds(text) := milliseconds(text) / 1000

# METADATA
# description: Length in days, with a fraction.
days(text) := milliseconds(text) / 86400000

milliseconds(text) := to_number(digits) * factor if {
	suffix := trim_left(text, "0123456789")
	factor := unit(suffix)
	digits := trim_suffix(text, suffix)
	digits != ""
} else := sum(parts) if {
	startswith(text, "P")
	some match in regex.find_all_string_submatch_n(
		`^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$`,
		text,
		1,
	)
	parts := [part | some i, name in iso_units; part := amount(match[i + 1]) * unit(name)]
}

# A function, because an object of all units would be made for each entity.
unit("ms") := 1

unit("s") := 1000

unit("m") := 60000

unit("h") := 3600000

unit("d") := 86400000

unit("w") := 604800000

unit("mo") := 2592000000

unit("y") := 31536000000

iso_units := ["y", "mo", "w", "d", "h", "m", "s"]

amount("") := 0

amount(digits) := to_number(digits) if digits != ""
