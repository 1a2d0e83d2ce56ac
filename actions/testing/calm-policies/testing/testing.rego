package souk.testing

app := {"kind": "App", "id": "app"}

input_of(entity) := {"entity": entity, "before": null, "change": {"type": "added"}, "refs": {}, "now": "2026-11-22T08:00:00Z"}

installation := {"kind": "Installation", "id": "installation"}

connector := {"kind": "Connector", "id": "connector"}

waiver := {"kind": "Waiver", "id": "waiver", "rule": "developer/calm"}

input_of_installation(entity) := input_of(entity)

input_of_waiver(entity) := input_of(entity)
