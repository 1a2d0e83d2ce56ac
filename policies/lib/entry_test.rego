package souk.lib_test

import data.souk.lib.entry

test_stages_of_the_end[stage] if {
	some stage in ["deprecated", "retired"]
	entry.ending with input as {"entity": {"lifecycle": {"stage": stage}}}
}

test_in_use[stage] if {
	some stage in ["proposed", "vetted", "published", "maintenance-required"]
	not entry.ending with input as {"entity": {"lifecycle": {"stage": stage}}}
}

test_without_lifecycle_in_use if not entry.ending with input as {"entity": {}}

test_deprecated_is_not_gone if {
	not entry.gone with input as {"entity": {"lifecycle": {"stage": "deprecated"}}}
}

test_removed_is_gone if {
	entry.gone with input as {"entity": {"lifecycle": {"stage": "published"}}, "change": {"type": "removed"}}
}

files := {
	"runbook.md": "runbook.md",
	"./runbook.md": "runbook.md",
	"docs/runbook.md#restart": "docs/runbook.md",
	"ask the team": "ask the team",
	"ftp://files.example.com/runbook.md": "ftp://files.example.com/runbook.md",
}

test_file_of[text] if {
	some text, file in files
	entry.file_of(text) == file
}

test_address_is_no_file if {
	every text in ["https://wiki.example.com/runbook.md", "http://wiki.example.com/"] {
		not entry.file_of(text)
	}
}
