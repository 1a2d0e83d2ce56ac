# METADATA
# title: What an app consumes is in the catalog
# description: |
#   A dependency that the catalog does not have has no owner to ask, no version to rely on and nobody who announces its
#   end. Systems that the scope catalog names are known too, when a permission of the entry asks for a scope of theirs.
#   Deprecated and retired entries are left alone.
# custom:
#   id: platform/connector-known
#   level: warn
#   stage: deny
#   kinds: [App, Connector]
#   message: "The catalog has nothing that offers {api}."
#   remediation: "Name the app or connector that offers it, such as `app: erp-odata-bridge`, ask for a permission of the system, or bring what offers it into the catalog."
#   owner: platform-engineering
package souk.platform.connector_known

import data.souk.lib.entry
import data.souk.lib.manifest
import data.souk.lib.pointer

violation contains {"path": path_of(i, api), "params": {"api": name}} if {
	some i, api in input.entity.apis.consumes
	not is_offered(i)
	name := manifest.name_of(api)
	not name in systems
	not entry.ending
}

is_offered(i) if input.refs.consumes[i] != null

systems contains scope.system if some scope in input.refs.scopes

path_of(i, api) := pointer.to(["apis", "consumes", i]) if is_string(api)

path_of(i, api) := pointer.to(["apis", "consumes", i, "name"]) if is_object(api)
