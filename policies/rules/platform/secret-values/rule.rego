# METADATA
# title: No secret is written down
# description: |
#   Git keeps what was ever committed, and everybody who reads the repository has it. A manifest says where a secret is
#   found, never what it is. Names that stand for secrets and the places they may come from are in `data/platform.yaml`.
#   The value itself is never repeated in a message.
# custom:
#   id: platform/secret-values
#   level: deny
#   stage: deny
#   kinds: [App, Connector, Installation]
#   message: "{name} {problem}."
#   remediation: "Put the value into the vault, change it if it was ever pushed, and name its place under `secrets` of the installation, such as `CRM_TOKEN: vault:kv/crm/prod#token`."
#   owner: security
package souk.platform.secret_values

import data.souk.lib.pointer

# Settings of an installation, however deep.
violation contains {"path": pointer.to(array.concat(["config"], path)), "params": params} if {
	input.entity.kind == "Installation"
	walk(input.entity.config, [path, value])
	name := path[count(path) - 1]
	is_secret_name(name)
	is_plain(value)
	params := {"name": name, "problem": "is named like a secret and holds a plain value"}
}

violation contains {"path": pointer.to(["secrets", name]), "params": {"name": name, "problem": problem}} if {
	input.entity.kind == "Installation"
	some name, value in input.entity.secrets
	problem := problem_of(value)
}

# Values that the schema of an entry gives its installations.
violation contains {"path": pointer.to(["config", "properties", name, keyword]), "params": params} if {
	some name, property in input.entity.config.properties
	is_secret_name(name)
	some keyword in ["default", "const"]
	is_plain(property[keyword])
	params := {"name": name, "problem": "is named like a secret and has a plain value in the schema"}
}

problem_of(value) := "is a plain value, not a reference" if not is_reference(value)

problem_of(value) := "comes from a provider that the platform does not read" if {
	is_reference(value)
	not data.config.platform.secrets.providers[split(value, ":")[0]]
}

is_secret_name(name) if {
	is_string(name)
	data.config.platform.secrets.names[lower(name)]
}

# A setting may group settings of its own.
violation contains {"path": pointer.to(array.concat(["config", "properties", group], path)), "params": params} if {
	some group, property in input.entity.config.properties
	property.properties
	walk(property, [path, value])
	depth := count(path)
	path[depth - 3] == "properties"
	path[depth - 1] in {"default", "const"}
	name := path[depth - 2]
	is_secret_name(name)
	is_plain(value)
	params := {"name": name, "problem": "is named like a secret and has a plain value in the schema"}
}

is_secret_name(name) if {
	is_string(name)
	plain := replace(replace(lower(name), "-", "_"), ".", "_")
	words := split(plain, "_")
	count(words) > 1
	not data.config.platform.secrets.harmless[plain]
	data.config.platform.secrets.lastWords[words[count(words) - 1]]
}

is_plain(value) if is_number(value)

is_plain(value) if {
	is_string(value)
	trim_space(value) != ""
	not is_reference(value)
}

is_reference(value) if startswith(value, "env:")

is_reference(value) if startswith(value, "file:/")

is_reference(value) if {
	startswith(value, "vault:")
	contains(value, "#")
}
