package souk.platform.secret_values_test

import data.souk.platform.secret_values
import data.souk.testing

config := {"platform": {"secrets": {
	"providers": {"vault": true, "env": true, "file": false},
	"lastWords": {"token": true, "key": true, "password": true, "secret": true},
	"harmless": {"partition_key": true, "next_token": true},
	"names": {"password": true, "apikey": true},
}}}

installed(fields) := testing.input_of_installation(object.union(testing.installation, fields))

with_config(settings) := installed({"config": settings})

schema(properties) := testing.input_of(object.union(testing.app, {"config": {"type": "object", "properties": properties}}))

plain(path, name) := {{
	"path": path,
	"params": {"name": name, "problem": "is named like a secret and holds a plain value"},
}}

default_of(path, name) := {{
	"path": path,
	"params": {"name": name, "problem": "is named like a secret and has a plain value in the schema"},
}}

cases["references pass"] := {
	"input": installed({"secrets": {"CRM_TOKEN": "vault:kv/crm/prod#token", "DB": "env:DB"}}),
	"expect": set(),
}

cases["a plain value in place of a reference fails and is not repeated"] := {
	"input": installed({"secrets": {"CRM_TOKEN": "hunter2"}}),
	"expect": {{"path": "/secrets/CRM_TOKEN", "params": {"name": "CRM_TOKEN", "problem": "is a plain value, not a reference"}}},
}

cases["a vault reference without a key is none"] := {
	"input": installed({"secrets": {"CRM_TOKEN": "vault:kv/crm"}}),
	"expect": {{"path": "/secrets/CRM_TOKEN", "params": {"name": "CRM_TOKEN", "problem": "is a plain value, not a reference"}}},
}

cases["a provider that is switched off fails"] := {
	"input": installed({"secrets": {"CRM_TOKEN": "file:/run/token"}}),
	"expect": {{
		"path": "/secrets/CRM_TOKEN",
		"params": {"name": "CRM_TOKEN", "problem": "comes from a provider that the platform does not read"},
	}},
}

cases["a setting with a harmless name passes"] := {
	"input": with_config({"channel": "#leads", "minScore": 60, "tokens": 4000, "tokenizer": "words", "page_size": 5, "defaultChannel": "#a"}),
	"expect": set(),
}

cases["a setting named like a secret fails"] := {
	"input": with_config({"CRM_TOKEN": "hunter2"}),
	"expect": plain("/config/CRM_TOKEN", "CRM_TOKEN"),
}

cases["dashes, dots and small letters make no difference"] := {
	"input": with_config({"signing-key": "abc", "db.password": "abc"}),
	"expect": plain("/config/signing-key", "signing-key") | plain("/config/db.password", "db.password"),
}

cases["a whole name may stand for a secret"] := {
	"input": with_config({"apiKey": "abc", "Password": "abc"}),
	"expect": plain("/config/apiKey", "apiKey") | plain("/config/Password", "Password"),
}

cases["a number can be a secret"] := {
	"input": with_config({"DOOR_KEY": 4711}),
	"expect": plain("/config/DOOR_KEY", "DOOR_KEY"),
}

cases["a setting deep inside is found"] := {
	"input": with_config({"routes": [{"label": "a"}, {"crm/api_key": "abc"}]}),
	"expect": plain("/config/routes/1/crm~1api_key", "crm/api_key"),
}

cases["a key among keys and values is none"] := {
	"input": with_config({"labels": [{"key": "severity", "value": "critical"}]}),
	"expect": set(),
}

cases["a reference, nothing, a switch and a list pass"] := {
	"input": with_config({"CRM_TOKEN": "vault:kv/crm#token", "DB_PASSWORD": " ", "USE_TOKEN": true, "API_KEY": null, "SORT_KEY": ["a"]}),
	"expect": set(),
}

cases["a value that only begins like a reference fails"] := {
	"input": with_config({"CRM_TOKEN": "vaulted", "API_KEY": "hunter#2"}),
	"expect": plain("/config/CRM_TOKEN", "CRM_TOKEN") | plain("/config/API_KEY", "API_KEY"),
}

cases["an installation without settings and secrets passes"] := {"input": installed({}), "expect": set()}

cases["a setting of an entry named like a secret passes without a value"] := {
	"input": schema({"CRM_TOKEN": {"type": "string"}}),
	"expect": set(),
}

cases["a default of an entry fails"] := {
	"input": schema({"CRM_TOKEN": {"type": "string", "default": "hunter2"}}),
	"expect": default_of("/config/properties/CRM_TOKEN/default", "CRM_TOKEN"),
}

cases["a constant of an entry fails"] := {
	"input": schema({"CRM_TOKEN": {"const": "hunter2"}}),
	"expect": default_of("/config/properties/CRM_TOKEN/const", "CRM_TOKEN"),
}

cases["a default with a harmless name passes"] := {
	"input": schema({"channel": {"default": "#leads"}}),
	"expect": set(),
}

cases["an empty default passes"] := {"input": schema({"CRM_TOKEN": {"default": ""}}), "expect": set()}

cases["a schema is not taken for settings"] := {
	"input": testing.input_of(object.union(testing.app, {"config": {"CRM_TOKEN": "hunter2"}, "secrets": [{"name": "CRM_TOKEN"}]})),
	"expect": set(),
}

cases["a default of a grouped setting fails too"] := {
	"input": schema({"smtp": {"type": "object", "properties": {"password": {"type": "string", "default": "hunter2"}}}}),
	"expect": default_of("/config/properties/smtp/properties/password/default", "password"),
}

cases["a name that only ends like a secret passes"] := {
	"input": with_config({"partition-key": "region", "next_token": "abc"}),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	secret_values.violation == case.expect with input as case.input with data.config as config
}
