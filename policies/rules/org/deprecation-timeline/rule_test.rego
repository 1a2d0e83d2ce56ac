package souk.org.deprecation_timeline_test

import data.souk.org.deprecation_timeline
import data.souk.testing

config := {"org": {"deprecation": {"productionNoticeDays": 120, "maxNoticeDays": 730}}}

# The moment of judging is 2026-11-22T08:00:00Z.
deprecated(plan) := object.union(testing.app, {"lifecycle": {"stage": "deprecated", "deprecation": plan}})

judged(plan, refs) := testing.with_refs(testing.input_of(deprecated(plan)), refs)

published_before(subject) := testing.with_field(
	testing.with_field(subject, "before", testing.app), "change",
	{"type": "modified", "attachments": []},
)

used(total, production) := {"installations": {"total": total, "production": production, "teams": 1}}

replacement(stage) := {"replacement": {"kind": "App", "id": "depot-board", "version": "1.0.0", "stage": stage}}

found(field, sunset, problem, least) := {{
	"path": concat("", ["/lifecycle/deprecation/", field]),
	"params": {"sunset": sunset, "problem": problem, "least": least, "longest": 730},
}}

cases["passes with notice, an end and a replacement that lasts"] := {
	"input": judged(
		{"announced": "2026-09-30", "sunset": "2027-03-31", "replacement": "depot-board"},
		object.union(used(3, 2), replacement("published")),
	),
	"expect": set(),
}

cases["fails without the day of the announcement"] := {
	"input": judged({"sunset": "2027-03-31", "migrationGuide": "migration.md"}, {}),
	"expect": found("announced", "2027-03-31", "does not say when it was announced", 90),
}

cases["production needs more notice"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-03-21"}, used(1, 1)),
	"expect": found("sunset", "2027-03-21", "gives teams in production too little time", 120),
}

cases["the general notice is too short for production"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-02-20"}, used(1, 1)),
	"expect": found("sunset", "2027-02-20", "gives teams in production too little time", 120),
}

cases["exactly the notice for production is enough"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-03-22"}, used(1, 1)),
	"expect": set(),
}

cases["without production the general notice is enough"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-02-20"}, used(2, 0)),
	"expect": set(),
}

cases["notice that is too short for anybody is not said again"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-02-19"}, used(1, 1)),
	"expect": set(),
}

cases["an announcement of today cannot be dated back"] := {
	"input": published_before(judged({"announced": "2026-01-01", "sunset": "2027-03-21"}, used(1, 1))),
	"expect": found("sunset", "2027-03-21", "gives teams in production too little time", 120),
}

cases["notice of an announcement of today counts from midnight"] := {
	"input": published_before(judged({"announced": "2026-11-22", "sunset": "2027-03-22"}, used(1, 1))),
	"expect": set(),
}

cases["an announcement that was made before keeps its day"] := {
	"input": testing.with_field(
		published_before(judged({"announced": "2026-09-30", "sunset": "2027-03-01"}, used(1, 1))), "before",
		deprecated({"announced": "2026-09-30", "sunset": "2027-02-01"}),
	),
	"expect": set(),
}

cases["an entry that comes with its past keeps the day of its announcement"] := {
	"input": judged({"announced": "2026-09-30", "sunset": "2027-03-01"}, used(1, 1)),
	"expect": set(),
}

cases["an end is not put off for ever"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2028-11-22"}, {}),
	"expect": found("sunset", "2028-11-22", "ends later than a plan can reach", 90),
}

cases["the longest plan is as long as the limit"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2028-11-21"}, {}),
	"expect": set(),
}

cases["the sunset does not come while teams run the entry"] := {
	"input": judged({"announced": "2026-06-01", "sunset": "2026-11-22"}, used(1, 0)),
	"expect": found("sunset", "2026-11-22", "is over while teams still run the entry", 90),
}

cases["a sunset that is due this moment has come"] := {
	"input": judged({"announced": "2026-06-01", "sunset": "2026-11-22T08:00:00Z"}, used(1, 0)),
	"expect": found("sunset", "2026-11-22T08:00:00Z", "is over while teams still run the entry", 90),
}

cases["the sunset may come when nobody runs it"] := {
	"input": judged({"announced": "2026-06-01", "sunset": "2026-11-22"}, used(0, 0)),
	"expect": set(),
}

cases["the day before the sunset is still a day to move"] := {
	"input": judged({"announced": "2026-06-01", "sunset": "2026-11-23T00:00:00+01:00"}, used(1, 0)),
	"expect": set(),
}

cases["a replacement that is deprecated is no way out"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-03-31", "replacement": "depot-board"}, replacement("deprecated")),
	"expect": found("replacement", "2027-03-31", "leads to a replacement that is deprecated itself", 90),
}

cases["a replacement that has ended is no way out, whatever the guide says"] := {
	"input": judged(
		{"announced": "2026-11-22", "sunset": "2027-03-31", "replacement": "depot-board", "migrationGuide": "migration.md"},
		replacement("retired"),
	),
	"expect": found("replacement", "2027-03-31", "leads to a replacement that has ended", 90),
}

cases["a replacement that names no stage is a proposal"] := {
	"input": judged(
		{"announced": "2026-11-22", "sunset": "2027-03-31", "replacement": "depot-board"},
		{"replacement": {"kind": "App", "id": "depot-board", "version": "1.0.0"}},
	),
	"expect": found("replacement", "2027-03-31", "leads to a replacement that nobody has vetted", 90),
}

cases["a vetted replacement passes"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-03-31", "replacement": "depot-board"}, replacement("vetted")),
	"expect": set(),
}

cases["an entry that replaces itself is not judged here"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-03-31", "replacement": "parcel-board"}, replacement("deprecated")),
	"expect": set(),
}

cases["a replacement that does not exist is not judged here"] := {
	"input": judged({"announced": "2026-11-22", "sunset": "2027-03-31", "replacement": "depot-board"}, {}),
	"expect": set(),
}

cases["a deprecation without a plan is not judged here"] := {
	"input": testing.input_of(object.union(testing.app, {"lifecycle": {"stage": "deprecated"}})),
	"expect": set(),
}

cases["a plan counts from the day the stage is deprecated"] := {
	"input": testing.input_of(object.union(testing.app, {"lifecycle": {"stage": "published", "deprecation": {"sunset": "2030-01-01"}}})),
	"expect": set(),
}

cases["a retired entry keeps its record"] := {
	"input": testing.with_refs(
		testing.input_of(object.union(testing.app, {"lifecycle": {"stage": "retired", "deprecation": {"sunset": "2026-06-30"}}})),
		used(1, 1),
	),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	deprecation_timeline.violation == case.expect with input as case.input with data.config as config
}
