package souk.lib_test

import data.souk.lib.duration
import data.souk.lib.pointer
import data.souk.lib.timestamp

durations := {
	"90d": 7776000, "12h": 43200, "3mo": 7776000, "2y": 63072000, "0s": 0, "500ms": 0.5,
	"P3M": 7776000, "P1Y2M3W4DT5H6M7S": 38898367, "PT30S": 30,
}

test_durations[text] if {
	some text, seconds in durations
	duration.seconds(text) == seconds
}

test_no_duration if {
	every text in ["", "d", "3", "-3d", "3 d", "1d2h", "3days"] {
		not duration.seconds(text)
	}
}

test_pointer_escapes if {
	pointer.to(["permissions", 0, "a/b~c"]) == "/permissions/0/a~1b~0c"
}

test_days_ahead if {
	timestamp.days_ahead("2026-12-02") == 10 with input.now as "2026-11-22T00:00:00Z"
	timestamp.days_ahead("2026-11-21T12:00:00Z") == -0.5 with input.now as "2026-11-22T00:00:00Z"
	timestamp.days_ahead("2026-11-22T02:00:00+02:00") == 0 with input.now as "2026-11-22T00:00:00Z"
}
