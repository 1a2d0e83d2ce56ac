// Generated from schemas/manifest/*.schema.json by `npm run generate`. Do not edit.

export type Manifest = (App | Collection | Connector | Installation | Marketplace | PriceBook | ScopeCatalog | Source | Subscription | Team | Waiver)
/**
 * A person; a plain string is taken as a GitHub login.
 */
export type Person = (string | {
/**
 * GitHub login.
 */
github?: string
/**
 * Numeric id of the GitHub account. It pins the login: nobody who takes the login over later counts as this person.
 */
githubId?: number
/**
 * Full name.
 */
name?: string
/**
 * E-mail address.
 */
email?: string
})
/**
 * People who look after it from day to day.
 * 
 * @maxItems 50
 */
export type Maintainers = Person[]
/**
 * How to reach the people behind this; a plain string is taken as an e-mail address or channel name.
 */
export type Contact = (string | {
/**
 * E-mail address that reaches the owners.
 */
email?: string
/**
 * Chat channel.
 */
slack?: string
/**
 * Page where people ask for help.
 */
url?: string
})
/**
 * Words people search by.
 * 
 * @maxItems 50
 * 
 * Items: A tag: lower-case words joined by dashes.
 */
export type Tags = string[]
/**
 * Compliance labels, from the list in marketplace.yaml.
 * 
 * @maxItems 20
 * 
 * Items: A compliance label.
 */
export type Compliance = string[]
/**
 * Pages about it.
 * 
 * @maxItems 30
 * 
 * Items: A page.
 */
export type Links = {
/**
 * What the page is.
 */
title: string
/**
 * An absolute https (or http) address.
 */
url: string
}[]
/**
 * A host it calls; a plain string is the host.
 */
export type EgressHost = (string | {
/**
 * Host name, with an optional port.
 */
host: string
/**
 * What it is called for.
 */
purpose?: string
/**
 * Company behind the host, when it is not ours.
 */
vendor?: string
/**
 * Risk rating of the vendor.
 */
risk?: ("low" | "medium" | "high")
})
/**
 * Every host it calls; anything else is refused at run time.
 * 
 * @maxItems 200
 */
export type Egress = EgressHost[]
/**
 * What it is allowed to do, each with the reason.
 * 
 * @maxItems 100
 */
export type Permissions = Permission[]
/**
 * Secrets it needs, by name; never a value.
 * 
 * @maxItems 100
 */
export type Secrets = SecretNeed[]
/**
 * An API it offers.
 */
export type ProvidedApi = (string | {
/**
 * Name of the contract.
 */
name: string
/**
 * OpenAPI document among the attachments.
 */
openapi?: string
/**
 * Version of the API.
 */
version?: string
/**
 * What it is for.
 */
description?: string
})
/**
 * An API it calls; a plain string is its name.
 */
export type ConsumedApi = (string | {
/**
 * Name of the contract.
 */
name: string
/**
 * App or connector that offers it.
 */
app?: string
/**
 * Versions it works with.
 */
version?: string
})
/**
 * An event; a plain string is its type.
 */
export type Event = (string | {
/**
 * Name of the contract.
 */
name: string
/**
 * JSON Schema of the payload among the attachments.
 */
schema?: string
/**
 * Version of the payload.
 */
version?: string
})
/**
 * An event; a plain string is its type.
 */
export type EventUse = (string | {
/**
 * Name of the contract.
 */
name: string
/**
 * JSON Schema of the payload among the attachments.
 */
schema?: string
/**
 * Versions it works with.
 */
version?: string
})
/**
 * Software bill of materials; a plain string is its path or address.
 */
export type Sbom = (string | {
/**
 * Document among the attachments.
 */
path?: string
/**
 * An absolute https (or http) address.
 */
url?: string
/**
 * Digest of the document.
 */
digest?: string
/**
 * Format of the document.
 */
format?: ("cyclonedx" | "spdx")
})
/**
 * A statement; a plain string is its path.
 */
export type Attestation = (string | {
/**
 * File among the attachments.
 */
path: string
/**
 * Predicate type.
 */
type?: string
})
/**
 * Service level objectives.
 * 
 * @maxItems 20
 */
export type Slos = Slo[]
/**
 * A named value; a plain string is its name.
 */
export type Port = (string | {
/**
 * Name of the value.
 */
name: string
/**
 * Type of the value.
 */
type?: string
/**
 * What it is.
 */
description?: string
/**
 * True when it must be given.
 */
required?: boolean
/**
 * JSON Schema among the attachments.
 */
schema?: string
})
/**
 * Most it may cost a month.
 */
export type MonthlyMoney = (string | number | {
/**
 * Amount for each calendar month.
 */
monthly: (string | number)
/**
 * Currency, when it differs from the marketplace.
 */
currency?: string
})
/**
 * A person; a plain string is taken as a GitHub login.
 */
export type Person1 = (string | {
/**
 * GitHub login.
 */
github?: string
/**
 * Numeric id of the GitHub account. It pins the login: nobody who takes the login over later counts as this person.
 */
githubId?: number
/**
 * Full name.
 */
name?: string
/**
 * E-mail address.
 */
email?: string
})
/**
 * Most the team may spend a month.
 */
export type MonthlyMoney1 = (string | number | {
/**
 * Amount for each calendar month.
 */
monthly: (string | number)
/**
 * Currency, when it differs from the marketplace.
 */
currency?: string
})

/**
 * A micro-app that teams install.
 */
export interface App {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "App"
/**
 * Identifier, unique among entities of this kind. It never changes.
 */
id: string
/**
 * Version of the app. Raise it with every change of content.
 */
version: string
/**
 * Name that people see in the portal.
 */
name: string
/**
 * What it does, in one sentence of at most 200 characters.
 */
summary: string
/**
 * What it does, for whom, and what it does not do. Markdown.
 */
description?: string
/**
 * Team that answers for it.
 */
owner: string
/**
 * Team that answers when the owner is gone.
 */
backupOwner?: string
maintainers?: Maintainers
contact?: Contact
/**
 * Business domain, from the list in marketplace.yaml.
 */
domain?: string
tags?: Tags
compliance?: Compliance
/**
 * Cost center that pays for running it.
 */
costCenter?: string
/**
 * SPDX licence expression of the code.
 */
license?: string
links?: Links
/**
 * Picture shown beside the name.
 */
icon?: string
lifecycle?: Lifecycle
runtime: Runtime
artifact?: Artifact
egress?: Egress
permissions?: Permissions
auth?: Auth
data?: Data
secrets?: Secrets
config?: Config
apis?: Apis
events?: Events
sbom?: Sbom
provenance?: Provenance
quality?: Quality
billing?: Billing
support?: Support
slos?: Slos
annotations?: Annotations
}
/**
 * Where it stands in its life.
 */
export interface Lifecycle {
/**
 * Stage of life; changes only along the legal transitions, by pull request.
 */
stage: ("proposed" | "vetted" | "published" | "maintenance-required" | "deprecated" | "retired")
/**
 * The plan to end it. Required once the stage is deprecated.
 */
deprecation?: {
/**
 * Day the end was announced.
 */
announced?: string
/**
 * Day it stops working.
 */
sunset: string
/**
 * Id of the app or connector to use instead.
 */
replacement?: string
/**
 * How to move: an address, or an attachment of this entry.
 */
migrationGuide?: string
/**
 * Why it ends.
 */
reason?: string
}
}
/**
 * What runs it.
 */
export interface Runtime {
/**
 * Kind of runtime.
 */
type: ("wasm" | "container" | "function" | "web-component" | "iframe" | "terraform" | "low-code")
/**
 * Version of the runtime, in quotes.
 */
version?: string
/**
 * What is started: a module, handler, image command, element name or page.
 */
entry?: string
/**
 * Platform that hosts it.
 */
provider?: string
/**
 * Regions it runs in.
 * 
 * @maxItems 50
 * 
 * Items: A region name.
 */
regions?: string[]
/**
 * The most that one instance may use.
 */
resources?: {
/**
 * Processor share: cores, or thousandths with m.
 */
cpu?: string
/**
 * Memory with a binary unit.
 */
memory?: string
/**
 * Longest time for one call or run.
 */
timeout?: string
}
/**
 * Cron expression, when it runs by the clock.
 */
schedule?: string
/**
 * Path or command that tells whether it is healthy.
 */
healthCheck?: string
/**
 * Content-Security-Policy that an embedded page is shown under.
 */
csp?: string
/**
 * Sandbox permissions of an iframe.
 * 
 * Items: A sandbox token.
 */
sandbox?: string[]
}
/**
 * The built thing that is installed.
 */
export interface Artifact {
/**
 * Image, package or module, pinned by digest.
 */
ref: string
/**
 * Media type of the artifact.
 */
mediaType?: string
/**
 * An absolute https (or http) address.
 */
source?: string
/**
 * Commit the artifact is built from.
 */
commit?: string
}
/**
 * A permission.
 */
export interface Permission {
/**
 * Name of the permission.
 */
name: string
/**
 * How it is granted.
 */
type?: string
/**
 * Scopes from the scope catalog.
 * 
 * @maxItems 100
 * 
 * Items: A scope.
 */
scopes?: string[]
/**
 * Why it is needed, in words that the person who grants it understands.
 */
reason?: string
/**
 * True when it works without.
 */
optional?: boolean
}
/**
 * How callers prove who they are.
 */
export interface Auth {
/**
 * Method.
 */
type: ("none" | "oidc" | "oauth2" | "api-key" | "mtls" | "basic")
/**
 * Scopes that callers need.
 * 
 * @maxItems 100
 * 
 * Items: A scope.
 */
scopes?: string[]
/**
 * Anything a caller should know.
 */
description?: string
}
/**
 * Which data it touches and how it keeps it.
 */
export interface Data {
/**
 * Most sensitive class of data.
 */
classification?: ("public" | "internal" | "confidential" | "restricted")
/**
 * Categories of data.
 * 
 * @maxItems 50
 * 
 * Items: A category.
 */
categories?: string[]
/**
 * Regions the data stays in.
 * 
 * @maxItems 50
 * 
 * Items: A region or country group.
 */
residency?: string[]
/**
 * How long data is kept.
 */
retention?: string
/**
 * Reference of the privacy assessment.
 */
privacyAssessment?: string
}
/**
 * A secret it needs.
 */
export interface SecretNeed {
/**
 * Name under which it asks for the secret.
 */
name: string
/**
 * How the secret gets there.
 */
provision?: string
/**
 * What it is for and how to obtain it.
 */
description?: string
/**
 * True when it works without.
 */
optional?: boolean
/**
 * True when the code has to read the value itself, such as to check a signature. Otherwise it gets a stand-in, which is replaced in the headers of what it sends.
 */
exposed?: boolean
/**
 * Hosts of egress that the value may be sent to; all of them when absent.
 * 
 * @maxItems 200
 * 
 * Items: A host, as egress names it.
 */
hosts?: string[]
}
/**
 * JSON Schema of the configuration an installation gives; the install form is drawn from it.
 */
export interface Config {

}
/**
 * APIs it offers and uses.
 */
export interface Apis {
/**
 * APIs it offers.
 * 
 * @maxItems 50
 */
provides?: ProvidedApi[]
/**
 * APIs it calls.
 * 
 * @maxItems 100
 */
consumes?: ConsumedApi[]
}
/**
 * Events it sends and receives.
 */
export interface Events {
/**
 * Events it sends.
 * 
 * @maxItems 100
 */
produces?: Event[]
/**
 * Events it receives.
 * 
 * @maxItems 100
 */
consumes?: EventUse[]
}
/**
 * Where the artifact comes from, and the proof.
 */
export interface Provenance {
/**
 * SLSA build level.
 */
slsa?: (number | string)
/**
 * Identity of the builder.
 */
builder?: string
/**
 * Repository and commit it was built from.
 */
source?: string
/**
 * Identity that signed the artifact.
 */
signedBy?: string
/**
 * Signed statements about the artifact.
 * 
 * @maxItems 50
 */
attestations?: Attestation[]
}
/**
 * What the author declares about tests and changes.
 */
export interface Quality {
/**
 * Command or path of the tests.
 */
tests?: string
/**
 * Change log: an attachment or an address.
 */
changelog?: string
/**
 * Documentation: an attachment or an address.
 */
documentation?: string
}
/**
 * What using it costs.
 */
export interface Billing {
/**
 * Price plan.
 */
plan?: string
/**
 * What is metered.
 * 
 * @maxItems 50
 */
metrics?: BillingMetric[]
/**
 * Who gets the shares of the metrics, by weight. Without it they are for one partner with the id of this entry.
 * 
 * @minItems 1
 * @maxItems 20
 */
partners?: BillingPartner[]
}
/**
 * A metered quantity.
 */
export interface BillingMetric {
/**
 * Name of the metric.
 */
name: string
/**
 * Unit from the price book.
 */
unit: string
/**
 * Price of one unit, instead of that of the price book. Use this, tiers or package.
 */
price?: (string | number)
tiers?: PriceTiers
package?: PricePackage
/**
 * Units included a month for each installation, before those of the plan.
 */
included?: (string | number)
/**
 * Currency of these prices, when it differs from that of the price book.
 */
currency?: string
/**
 * Share that goes to the partner, 0 to 1.
 */
revenueShare?: (string | number)
/**
 * What is counted.
 */
description?: string
}
/**
 * Prices by how much is used in a month. An included allowance is taken off first.
 */
export interface PriceTiers {
/**
 * graduated: each unit costs what its own step says. volume: all units of the month cost what the step says that their sum falls into.
 */
mode: ("graduated" | "volume")
/**
 * Steps from the first unit on.
 * 
 * @minItems 1
 * @maxItems 20
 */
steps: PriceStep[]
}
/**
 * A step.
 */
export interface PriceStep {
/**
 * Last unit that the step covers; the last step has none.
 */
upTo?: (string | number)
/**
 * Price of one unit.
 */
price: (string | number)
}
/**
 * Units that are sold together; one that is begun is paid in full.
 */
export interface PricePackage {
/**
 * Units in one package.
 */
units: (string | number)
/**
 * Price of one package.
 */
price: (string | number)
}
/**
 * A partner.
 */
export interface BillingPartner {
/**
 * Identifier of the partner; its statement is under this name.
 */
id: string
/**
 * Its part of the share, against those of the others.
 */
weight?: (string | number)
}
/**
 * Who helps, and how fast.
 */
export interface Support {
/**
 * Promise of support.
 */
sla?: string
/**
 * Runbook: an attachment or an address.
 */
runbook?: string
/**
 * On-call rotation or contact.
 */
oncall?: string
}
/**
 * A service level objective.
 */
export interface Slo {
/**
 * What is promised.
 */
name: string
/**
 * Share of good events, in percent.
 */
objective: (number | string)
/**
 * Time over which it is measured.
 */
window?: string
/**
 * How it is measured.
 */
indicator?: string
}
/**
 * Free notes of other tools, by key. Souk keeps them and does not read them.
 */
export interface Annotations {
[k: string]: string | number | boolean
}
/**
 * A hand-picked set of apps and connectors.
 */
export interface Collection {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "Collection"
/**
 * Identifier, unique among entities of this kind. It never changes.
 */
id: string
/**
 * Name that people see.
 */
name: string
/**
 * What it does, in one sentence of at most 200 characters.
 */
summary: string
/**
 * What it does, for whom, and what it does not do. Markdown.
 */
description?: string
/**
 * Team that curates it.
 */
owner: string
/**
 * Ids of apps and connectors, in the order shown.
 * 
 * @minItems 1
 * @maxItems 200
 * 
 * Items: Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
entries: string[]
/**
 * True to show it on the first page.
 */
featured?: boolean
annotations?: Annotations
}
/**
 * A connector between two systems.
 */
export interface Connector {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "Connector"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Version of the connector. Raise it with every change of content.
 */
version: string
/**
 * Name that people see in the portal.
 */
name: string
/**
 * What it does, in one sentence of at most 200 characters.
 */
summary: string
/**
 * What it does, for whom, and what it does not do. Markdown.
 */
description?: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
owner: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
backupOwner?: string
maintainers?: Maintainers
contact?: Contact
/**
 * Business domain, from the list in marketplace.yaml.
 */
domain?: string
tags?: Tags
compliance?: Compliance
/**
 * Cost center that pays for running it.
 */
costCenter?: string
/**
 * SPDX licence expression of the code.
 */
license?: string
links?: Links
/**
 * Picture shown beside the name.
 */
icon?: string
lifecycle?: Lifecycle
runtime: Runtime
artifact?: Artifact
egress?: Egress
permissions?: Permissions
auth?: Auth
data?: Data
secrets?: Secrets
config?: Config
apis?: Apis
events?: Events
sbom?: Sbom
provenance?: Provenance
quality?: Quality
billing?: Billing
support?: Support
slos?: Slos
annotations?: Annotations
/**
 * System or company it connects to.
 */
provider?: string
/**
 * Values it takes.
 * 
 * @maxItems 100
 */
inputs?: Port[]
/**
 * Values it gives.
 * 
 * @maxItems 100
 */
outputs?: Port[]
/**
 * Deploy file among the attachments.
 */
deploy?: string
}
/**
 * A team's instance of an app or connector in one environment.
 */
export interface Installation {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "Installation"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Name that people see; the app's name when absent.
 */
name?: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
app: string
/**
 * Versions that may run; the newest that fits is used.
 */
version: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
team: string
/**
 * Environment, from the list in marketplace.yaml.
 */
environment: string
/**
 * What provisions it; the environment decides when absent.
 */
driver?: ("local" | "gitops" | "kubernetes" | "terraform")
/**
 * Configuration, after the app's config schema.
 */
config?: {

}
/**
 * Where each secret is found, by the name the app declares.
 */
secrets?: {
/**
 * Where a secret value is found at run time, never the value itself: env:NAME, file:/path or vault:path#key.
 */
[k: string]: string
}
/**
 * When it ends by itself.
 */
expiresAt?: string
/**
 * How long it lives from its first day; use this or expiresAt.
 */
ttl?: string
budget?: MonthlyMoney
/**
 * Cost center that pays for running it.
 */
costCenter?: string
/**
 * Whether it is charged or only shown, instead of what its environment or team says.
 */
charge?: ("showback" | "chargeback")
/**
 * Version to whose permissions the team has agreed: no other that asks for more is run. When absent, the one that was run first.
 */
consent?: string
/**
 * True to stop it without removing it.
 */
suspended?: boolean
annotations?: Annotations
}
/**
 * Settings of the marketplace: vocabularies, roles, environments and deadlines. One in a catalog.
 */
export interface Marketplace {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "Marketplace"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Name of the marketplace.
 */
name: string
/**
 * What people find here.
 */
description?: string
/**
 * An absolute https (or http) address.
 */
url?: string
/**
 * Currency when none is named.
 */
currency?: string
/**
 * Whether cost centers are charged (chargeback) or only shown what they would pay (showback), where neither installation, environment nor team says.
 */
charge?: ("showback" | "chargeback")
/**
 * Business domains.
 * 
 * @maxItems 200
 * 
 * Items: A domain.
 */
domains?: string[]
/**
 * Vocabulary of tags; any tag when absent.
 * 
 * @maxItems 2000
 * 
 * Items: A tag.
 */
tags?: string[]
/**
 * Compliance labels.
 * 
 * @maxItems 100
 * 
 * Items: A label.
 */
compliance?: string[]
/**
 * Regions that may be used.
 * 
 * @maxItems 100
 * 
 * Items: A region.
 */
regions?: string[]
/**
 * Environments that installations name.
 * 
 * @minItems 1
 * @maxItems 20
 */
environments?: Environment[]
/**
 * Reviewer roles and who fills them.
 */
roles?: {
[k: string]: Role
}
/**
 * How approvals are counted, and how a change gets in.
 */
approvals?: {
/**
 * Whether one approval counts for each role that its giver holds, instead of for one.
 */
severalRoles?: boolean
/**
 * Whether the team that owns an entity has to agree to changes by others.
 */
ownerConsent?: boolean
/**
 * Roles that approve changes of files that belong to no entity. The longest prefix counts; the role platform approves what none covers.
 * 
 * @maxItems 100
 */
paths?: PathRoles[]
/**
 * How a change that is ready gets in: through the merge queue, at once, or by a person.
 */
merge?: ("queue" | "direct" | "never")
}
/**
 * When owners are told.
 */
notices?: {
/**
 * Days before something is due.
 * 
 * @minItems 1
 * @maxItems 10
 * 
 * Items: Days.
 */
days?: number[]
/**
 * With so many days left, whoever stands in for the owner is told too.
 */
escalateDays?: number
/**
 * Days between two notices, and between the last one and what happens then.
 */
leastDays?: number
}
/**
 * Rules of stages.
 */
lifecycle?: {
/**
 * Fewest days between the announcement of a deprecation and its sunset.
 */
minSunsetDays?: number
/**
 * Days that an artifact is kept after the sunset.
 */
graceDays?: number
/**
 * Days of next to no use before a review.
 */
unusedDays?: number
/**
 * Days that an entry may be without a team that answers for it before its deprecation is proposed.
 */
ownerlessDays?: number
/**
 * Days without a new version before the deprecation of an entry is proposed.
 */
unmaintainedDays?: number
/**
 * Days that an entry may be in need of maintenance before its deprecation is proposed.
 */
overdueDays?: number
/**
 * Stages a new entry may start in.
 * 
 * @minItems 1
 * 
 * Items: A stage.
 */
initialStages?: ("proposed" | "vetted" | "published" | "maintenance-required" | "deprecated" | "retired")[]
}
/**
 * The nudge to reuse.
 */
similar?: {
/**
 * Likeness from which an existing entry is shown to the author of a new one, 0 to 1.
 */
threshold?: number
/**
 * Most entries shown.
 */
limit?: number
}
/**
 * How the registry follows this catalog.
 */
reconcile?: {
/**
 * How much may leave the catalog in one go. More is held until somebody approves it here.
 */
removals?: {
/**
 * Removals of one commit above this number are held.
 */
most?: number
/**
 * Share of all entities above which removals are held.
 */
share?: number
/**
 * Commits whose removals were looked at and are wanted.
 * 
 * @maxItems 100
 * 
 * Items: Id of a commit, seven characters at least.
 */
approved?: string[]
/**
 * Days for which the last content of what was removed is kept.
 */
graceDays?: number
}
}
annotations?: Annotations
}
/**
 * An environment.
 */
export interface Environment {
/**
 * Name of the environment.
 */
name: string
/**
 * What it is for.
 */
description?: string
/**
 * True when real work depends on it.
 */
production?: boolean
/**
 * Driver when an installation names none.
 */
driver?: ("local" | "gitops" | "kubernetes" | "terraform")
/**
 * Longest life of an installation.
 */
maxTtl?: string
/**
 * Whether what runs there is charged or only shown; the team decides when absent.
 */
charge?: ("showback" | "chargeback")
}
/**
 * A reviewer role.
 */
export interface Role {
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
team?: string
/**
 * GitHub team that is asked for review.
 */
github?: string
/**
 * People who hold the role beside the team.
 * 
 * @maxItems 200
 */
members?: Person[]
/**
 * People who stand in.
 * 
 * @maxItems 50
 */
delegates?: Person[]
/**
 * Whether changes that a holder requests block the merge until that person approves; true for the role security when absent.
 */
veto?: boolean
/**
 * Whether approvals by people of a team of the author do not count; true for the role security when absent.
 */
independent?: boolean
}
/**
 * Roles for the files of a folder, or for one file.
 */
export interface PathRoles {
/**
 * Path of a folder or a file from the root of the repository; empty for every file.
 */
prefix: string
/**
 * Roles of which one approval each is needed.
 * 
 * @minItems 1
 * @maxItems 30
 * 
 * Items: A role.
 */
roles: string[]
}
/**
 * Units, plans and platform prices that manifests may use.
 */
export interface PriceBook {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "PriceBook"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Name that people see.
 */
name?: string
/**
 * Currency of all amounts.
 */
currency: string
/**
 * First hour these prices apply, in UTC. They apply until those of the next price book; without it, they have applied ever since.
 */
validFrom?: string
/**
 * Units that metrics may use.
 * 
 * @minItems 1
 * @maxItems 200
 */
units: PriceUnit[]
/**
 * Plans that apps may choose.
 * 
 * @maxItems 50
 */
plans?: PricePlan[]
/**
 * Share that the platform adds to what an installation costs, 0 to 1.
 */
platformFee?: (string | number)
/**
 * Fixed exchange rates. A rate holds for whole months: from the month it names until the month of the next rate of the currency.
 * 
 * @maxItems 1000
 */
exchangeRates?: ExchangeRate[]
/**
 * Costs of what all use, divided among cost centers each month.
 * 
 * @maxItems 100
 */
sharedCosts?: SharedCost[]
/**
 * Refunds. Each goes onto the first statement that is closed after it was merged, and names its month there.
 * 
 * @maxItems 1000
 */
credits?: Credit[]
/**
 * Closed months whose statements are reversed and issued again, by the prices and manifests of today.
 * 
 * @maxItems 200
 */
reissues?: Reissue[]
/**
 * Days after the end of a month until it is closed. What comes later is charged with the month that is open then.
 */
cutoffDays?: number
annotations?: Annotations
}
/**
 * A unit.
 */
export interface PriceUnit {
/**
 * Name of the unit.
 */
name: string
/**
 * What one unit is.
 */
description?: string
/**
 * Quantity it measures: count, seconds or bytes.
 */
quantity?: string
/**
 * How much of the quantity one unit is: 3600 for an hour in seconds.
 */
size?: (string | number)
/**
 * How the events of a month become one number: their sum, the largest value, the number of different subjects, the last value, or how many they are.
 */
aggregation?: ("sum" | "max" | "unique" | "last" | "count")
/**
 * Default price of one unit. Use this, tiers or package.
 */
price?: (string | number)
tiers?: PriceTiers
package?: PricePackage
}
/**
 * A plan.
 */
export interface PricePlan {
/**
 * Name of the plan.
 */
name: string
/**
 * How it is charged.
 */
description?: string
/**
 * Fixed fee a month for each installation, by the second where it begins or ends within the month.
 */
monthly?: (string | number)
/**
 * Units included a month for each installation, by unit; seat and instance-hour too. What begins within the month gets all of it.
 */
included?: {
/**
 * Units included a month.
 */
[k: string]: string | number
}
/**
 * Least that an installation is charged a month, by the second where it begins or ends within the month. What is missing is charged as a line of its own.
 */
minimum?: (string | number)
/**
 * Price of each person who used it in the month; a seat is never divided.
 */
perSeat?: (string | number)
/**
 * Price of one hour of one running instance.
 */
perInstanceHour?: (string | number)
/**
 * charged: what is used is charged. shown: it is shown, at a price of 0.
 */
usage?: ("charged" | "shown")
}
/**
 * A rate.
 */
export interface ExchangeRate {
/**
 * Currency that is converted.
 */
currency: string
/**
 * First month it holds for.
 */
from: string
/**
 * What one unit of it is worth in the currency of this price book.
 */
rate: (string | number)
}
/**
 * A shared cost.
 */
export interface SharedCost {
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * What it pays for.
 */
description?: string
/**
 * Amount of a whole month, in the currency of the price book.
 */
monthly: (string | number)
/**
 * First month it is charged; every month of the price book when absent.
 */
from?: string
/**
 * Last month it is charged.
 */
until?: string
/**
 * even: the same for each. proportional: by what each used in the month, before shared costs and credits; the same for each when nobody used anything. fixed: by weights.
 */
split: ("even" | "proportional" | "fixed")
/**
 * Cost centers that bear it, for even and proportional; each that has an installation in the month when absent.
 * 
 * @minItems 1
 * @maxItems 1000
 * 
 * Items: Cost center that pays for running it.
 */
among?: string[]
/**
 * Weight of each cost center, for fixed.
 */
weights?: {
/**
 * Its weight, above 0.
 */
[k: string]: string | number
}
}
/**
 * A refund.
 */
export interface Credit {
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Month that it is about.
 */
period: string
/**
 * Cost center that pays for running it.
 */
costCenter?: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
installation?: string
/**
 * Amount that is given back.
 */
amount: (string | number)
/**
 * Currency, when it differs from that of the price book.
 */
currency?: string
/**
 * Why, for whoever reads it in a year.
 */
reason: string
}
/**
 * A month to issue again.
 */
export interface Reissue {
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Month that is issued again.
 */
period: string
/**
 * Why, for whoever reads it in a year.
 */
reason: string
}
/**
 * Every scope that a permission may ask for.
 */
export interface ScopeCatalog {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "ScopeCatalog"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Name that people see.
 */
name?: string
/**
 * The scopes.
 * 
 * @minItems 1
 * @maxItems 5000
 */
scopes: Scope[]
annotations?: Annotations
}
/**
 * A scope.
 */
export interface Scope {
/**
 * The scope, as permissions write it.
 */
name: string
/**
 * What it allows, in plain words.
 */
description: string
/**
 * How much harm its misuse does.
 */
risk: ("low" | "medium" | "high")
/**
 * System that grants it.
 */
system?: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
owner?: string
}
/**
 * Another business unit's catalog, read in under a namespace.
 */
export interface Source {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "Source"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Name that people see.
 */
name?: string
/**
 * Git address of the catalog.
 */
url: string
/**
 * Branch to read.
 */
branch?: string
/**
 * Where a secret value is found at run time, never the value itself: env:NAME, file:/path or vault:path#key.
 */
secret?: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
namespace: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
owner: string
/**
 * Kinds that are read.
 * 
 * @minItems 1
 * 
 * Items: A kind.
 */
kinds?: ("App" | "Connector" | "Team" | "Collection")[]
/**
 * Teams that see it; all when absent.
 * 
 * @maxItems 200
 * 
 * Items: Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
visibleTo?: string[]
/**
 * True when teams here may install from it.
 */
installable?: boolean
annotations?: Annotations
}
/**
 * Who is told about which events, and how.
 */
export interface Subscription {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "Subscription"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Name that people see.
 */
name?: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
team: string
/**
 * How it is delivered.
 */
channel: ("webhook" | "slack" | "email" | "github")
/**
 * An absolute https (or http) address.
 */
url?: string
/**
 * E-mail address for e-mail.
 */
address?: string
/**
 * Event types; a star at the end matches all that begin so.
 * 
 * @minItems 1
 * @maxItems 50
 * 
 * Items: An event type.
 */
events: string[]
/**
 * Only events about these; all when absent.
 * 
 * @maxItems 200
 * 
 * Items: Kind and id of an entity, separated by a slash.
 */
entities?: string[]
/**
 * Where a secret value is found at run time, never the value itself: env:NAME, file:/path or vault:path#key.
 */
secret?: string
annotations?: Annotations
}
/**
 * A group of people that owns, installs, reviews or pays.
 */
export interface Team {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "Team"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Name that people see.
 */
name: string
/**
 * What the team does.
 */
description?: string
/**
 * Whether the team still exists.
 */
status?: ("active" | "disbanded")
contact?: Contact
lead?: Person1
/**
 * People in the team.
 * 
 * @maxItems 500
 */
members?: Person[]
/**
 * GitHub team slug, with its organisation.
 */
github?: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
parent?: string
/**
 * Cost center that pays for running it.
 */
costCenter?: string
/**
 * Whether the team is charged or only shown what it would pay; the marketplace decides when absent.
 */
charge?: ("showback" | "chargeback")
budget?: MonthlyMoney1
annotations?: Annotations
}
/**
 * A time-boxed exception from one rule for one entity.
 */
export interface Waiver {
/**
 * Version of the manifest format.
 */
apiVersion: "souk/v1"
/**
 * Kind of entity.
 */
kind: "Waiver"
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
/**
 * Rule it silences, as findings name it.
 */
rule: string
/**
 * Entity it applies to, as Kind/id.
 */
entity: (string | {
/**
 * Kind of the entity.
 */
kind: string
/**
 * Lower-case identifier: letters, digits and single dashes, starting with a letter or digit, at most 63 characters.
 */
id: string
})
/**
 * JSON pointer to the one place it applies to; the whole entity when absent.
 */
path?: string
/**
 * The one thing it excuses, as the finding names it: an advisory with its package, a licence with its package, the fingerprint of a secret, a file. It holds for the same thing in later versions.
 */
about?: string
/**
 * Why the exception is right.
 */
reason: string
/**
 * Who grants it: a reviewer role of the marketplace, or a team or person that holds one.
 */
approvedBy: string
/**
 * When it ends.
 */
expiresAt: string
annotations?: Annotations
}

export const kinds = ['App', 'Collection', 'Connector', 'Installation', 'Marketplace', 'PriceBook', 'ScopeCatalog', 'Source', 'Subscription', 'Team', 'Waiver'] as const;
export type Kind = (typeof kinds)[number];
