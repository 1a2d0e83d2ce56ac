# METADATA
# title: Builders for tests
# description: |
#   A complete, harmless input, so that a case says only what it is about. Take a field away with
#   object.remove, replace or add one with object.union.
package souk.testing

# METADATA
# description: The input for one entity that nobody else refers to.
input_of(entity) := {
	"entity": entity,
	"before": null,
	"change": {"type": "added", "attachments": []},
	"refs": {"owner": team("freight"), "backupOwner": team("finance")},
	"evidence": {"files": ["CHANGELOG.md", "README.md", "openapi.yaml", "runbook.md", "sbom.cdx.json"]},
	"risk": {"tier": "low"},
	"now": "2026-11-22T08:00:00Z",
	"settings": settings,
}

# METADATA
# description: The input with other references beside the usual ones.
with_refs(subject, refs) := object.union(subject, {"refs": refs})

# METADATA
# description: The input with another field of the top level in whole, such as change or before.
with_field(subject, name, value) := object.union(object.remove(subject, [name]), {name: value})

team(id) := {
	"id": id,
	"name": id,
	"status": "active",
	"people": [concat("-", [id, "lead"]), concat("-", [id, "second"])],
	"lead": concat("-", [id, "lead"]),
	"costCenter": "CC-1000",
	"budget": 5000,
}

app := {
	"apiVersion": "souk/v1",
	"kind": "App",
	"id": "parcel-board",
	"version": "1.4.0",
	"name": "Parcel Board",
	"summary": "Shows the parcels of a depot and where each one waits.",
	"description": "Shows every parcel of a depot with its place, its age and what it waits for, on one board.\nFor the shift leads of the depots.",
	"owner": "freight",
	"backupOwner": "finance",
	"maintainers": ["ada", "grace"],
	"contact": {"email": "parcels@example.com"},
	"domain": "operations",
	"tags": ["shipments"],
	"compliance": ["internal-only"],
	"costCenter": "CC-1000",
	"license": "Apache-2.0",
	"lifecycle": {"stage": "published"},
	"runtime": {
		"type": "container",
		"version": "node24",
		"regions": ["eu-west-1"],
		"resources": {"cpu": "500m", "memory": "256Mi", "timeout": "30s"},
		"healthCheck": "/healthz",
	},
	"artifact": {"ref": "registry.example.com/acme/parcel-board:1.4.0@sha256:8dd07c55e47065009c43fbe4752f269f7ee0fb40311e50e6b5da39716aa23e2e"},
	"egress": [{"host": "api.example.com", "purpose": "Read parcels."}],
	"permissions": [{"name": "parcels", "type": "oauth2", "scopes": ["parcels:read"], "reason": "Reads the parcels of one depot."}],
	"auth": {"type": "oidc"},
	"data": {"classification": "internal", "categories": ["shipment"], "residency": ["eu"], "retention": "90d"},
	"secrets": [{"name": "API_TOKEN", "provision": "vault", "description": "Token of the service account."}],
	"apis": {"provides": [{"name": "parcels-board", "openapi": "openapi.yaml", "version": "1.4.0"}], "consumes": [{"name": "parcels"}]},
	"sbom": {"path": "sbom.cdx.json", "format": "cyclonedx"},
	"provenance": {"slsa": 2, "signedBy": "release@example.com", "builder": "https://ci.example.com", "source": "git+https://git.example.com/parcel-board"},
	"quality": {"tests": "npm test", "changelog": "CHANGELOG.md", "documentation": "README.md"},
	"billing": {"plan": "usage", "metrics": [{"name": "boards", "unit": "call", "price": "0.001"}]},
	"support": {"sla": "business-hours", "runbook": "runbook.md", "oncall": "https://oncall.example.com/freight"},
	"slos": [{"name": "availability", "objective": 99.5, "window": "30d"}],
}

connector := object.union(app, {"kind": "Connector", "id": "parcel-sync", "name": "Parcel Sync", "provider": "parcels"})

installation := {
	"apiVersion": "souk/v1",
	"kind": "Installation",
	"id": "parcel-board-north",
	"app": "parcel-board",
	"version": "^1.0.0",
	"team": "freight",
	"environment": "production",
	"budget": "120.00",
	"costCenter": "CC-1000",
}

# METADATA
# description: The input for an installation of a published app in production.
input_of_installation(entity) := object.union(input_of(entity), {"refs": {
	"team": team("freight"),
	"app": {"kind": "App", "id": "parcel-board", "version": "1.4.0", "owner": "freight", "stage": "published"},
	"environment": {"name": "production", "production": true},
	"budget": {"monthly": 5000, "committed": 1200, "currency": "EUR"},
}})

waiver := {
	"apiVersion": "souk/v1",
	"kind": "Waiver",
	"id": "parcel-board-vendor",
	"rule": "org/vendor-risk",
	"entity": "App/parcel-board",
	"path": "/egress/1",
	"reason": "The review of the vendor is booked for January.",
	"approvedBy": "product",
	"expiresAt": "2027-02-15",
}

# METADATA
# description: The input for a waiver of a rule that exists.
input_of_waiver(entity) := object.union(input_of(entity), {"refs": {"rule": {
	"id": entity.rule,
	"layer": split(entity.rule, "/")[0],
	"known": true,
}}})

settings := {
	"name": "Test marketplace",
	"currency": "EUR",
	"domains": {"operations": true, "finance": true},
	"tags": {"shipments": true, "business-critical": true, "partner": true},
	"compliance": {"pii": true, "internal-only": true, "partner-data": true},
	"regions": {"eu-west-1": true, "eu-central-1": true, "us-east-1": true},
	"environments": {"dev": {"name": "dev", "production": false, "maxTtl": "30d"}, "production": {"name": "production", "production": true}},
	"units": {"call": {"name": "call"}, "seat": {"name": "seat"}},
	"plans": {"free": {"name": "free"}, "usage": {"name": "usage"}, "partner": {"name": "partner"}},
	"approvers": {
		"finance": ["finance"],
		"platform": ["platform"],
		"privacy": ["privacy"],
		"product": ["product"],
		"product-council": ["product"],
		"security": ["security"],
	},
	"roles": ["finance", "legal", "ops", "platform", "privacy", "product", "security"],
	"minSunsetDays": 90,
}
