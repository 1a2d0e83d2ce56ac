import { toAuth, toEgress, toPermissions } from './convert-access.ts';
import { toAttestations, toMetrics, toSbom, toSlos } from './convert-business.ts';
import { toContractUses, toPorts, toProvidedApis, toSecrets } from './convert-contracts.ts';
import { toClassification, toStage, toTimestamp } from './convert-lifecycle.ts';
import { toPeople } from './convert-people.ts';
import { toCpu, toDuration, toMemory, toVersion } from './convert-quantity.ts';
import { toRuntimeType, toRuntimeVersion } from './convert-runtime.ts';
import { toShortText, toSlug, toSlugs, toTags, toText, toTexts, toUrl } from './convert-text.ts';
import type { Convert, FlatRule } from './flat-rule.ts';

function rule(to: string, from: string, convert: Convert): FlatRule {
  return { to, from: from.split(/\s+/), convert };
}

/**
 * The alias table: every field of ours and the names that flat manifests use for it. Policies may stand in a
 * list of one-key mappings; the importer merges those under `policies` before it looks.
 */
export const flatRules: readonly FlatRule[] = [
  rule('/version', 'version appVersion release connectorVersion', toVersion),
  rule('/maintainers', 'maintainers authors developers contributors maintainer author', toPeople),
  rule('/tags', 'tags labels keywords topics', toTags),
  rule(
    '/compliance',
    'compliance complianceTags policies.compliance certifications regulations frameworks',
    toSlugs,
  ),
  rule('/costCenter', 'costCenter costCentre billing.costCenter owner.costCenter chargeCode', toText),
  rule('/license', 'license licence spdx', toText),
  rule('/icon', 'icon iconUrl logo logoUrl', toUrl),
  rule('/domain', 'domain businessDomain category area businessUnit', toSlug),
  rule('/provider', 'provider provider.name vendor targetSystem system', (node) => toShortText(node, 100)),

  rule(
    '/lifecycle/stage',
    'approvalStatus vettingStatus vetting.status approval.status lifecycle.stage lifecycle.status lifecycle.state lifecycle stage lifecycleStage status state maturity',
    toStage,
  ),
  rule(
    '/lifecycle/deprecation/sunset',
    'lifecycle.deprecation.sunset lifecycle.sunset deprecation.sunset deprecation.sunsetDate lifecycle.sunsetDate sunset sunsetDate endOfLife eol eolDate',
    toTimestamp,
  ),
  rule(
    '/lifecycle/deprecation/announced',
    'lifecycle.deprecation.announced deprecation.announced deprecation.date lifecycle.deprecatedAt deprecatedAt deprecationDate',
    toTimestamp,
  ),
  rule(
    '/lifecycle/deprecation/replacement',
    'lifecycle.deprecation.replacement deprecation.replacement lifecycle.replacement replacement replacedBy supersededBy',
    toSlug,
  ),
  rule(
    '/lifecycle/deprecation/migrationGuide',
    'lifecycle.deprecation.migrationGuide deprecation.migrationGuide lifecycle.migrationGuide migrationGuide',
    toText,
  ),
  rule('/lifecycle/deprecation/reason', 'lifecycle.deprecation.reason deprecation.reason', toText),

  rule(
    '/runtime/type',
    'runtime.type runtime.kind runtime.platform runtime.name runtime.engine runtime.language runtime runtimeType executionEnvironment',
    toRuntimeType,
  ),
  rule(
    '/runtime/version',
    'runtime.version runtimeVersion runtime.languageVersion runtime runtime.name',
    (node) => (node.pointer.match(/version$/i) ? toText(node) : toRuntimeVersion(node)),
  ),
  rule(
    '/runtime/entry',
    'runtime.entry runtime.entrypoint runtime.handler runtime.command runtime.main entry entrypoint handler main command module',
    toText,
  ),
  rule('/runtime/provider', 'runtime.provider runtime.host hosting runtime.cloud cloud', toText),
  rule('/runtime/regions', 'runtime.regions runtime.region regions region deployRegions', toTexts),
  rule('/runtime/schedule', 'runtime.schedule schedule cron trigger.schedule', toText),
  rule('/runtime/healthCheck', 'runtime.healthCheck healthCheck health healthEndpoint', toText),
  rule('/runtime/csp', 'runtime.csp csp contentSecurityPolicy', toText),
  rule('/runtime/sandbox', 'runtime.sandbox sandbox', toTexts),
  rule(
    '/runtime/resources/cpu',
    'runtime.resources.cpu resources.cpu runtime.resources.limits.cpu resources.limits.cpu runtime.limits.cpu limits.cpu runtime.cpu cpu',
    toCpu,
  ),
  rule(
    '/runtime/resources/memory',
    'runtime.resources.memory resources.memory runtime.resources.limits.memory resources.limits.memory runtime.limits.memory limits.memory runtime.memory runtime.resources.memoryMb runtime.memoryMb memory memoryMb',
    toMemory,
  ),
  rule(
    '/runtime/resources/timeout',
    'runtime.resources.timeout resources.timeout runtime.timeout runtime.timeoutSeconds runtime.limits.timeout limits.timeout runtime.resources.timeoutSeconds timeout timeoutSeconds',
    (node) => toDuration(node, 's'),
  ),

  rule(
    '/egress',
    'egress egressHosts network.egress externalHosts allowedHosts externalServices networkEgress outbound security.egress policies.egress policies.allowedHosts externalCalls',
    toEgress,
  ),
  rule(
    '/permissions',
    'permissions scopes requestedScopes oauthScopes grants requiredPermissions requiredScopes security.permissions',
    toPermissions,
  ),
  rule('/auth', 'auth authentication authType security.auth', toAuth),
  rule('/secrets', 'secrets requiredSecrets credentials secretRefs security.secrets', toSecrets),

  rule(
    '/data/classification',
    'data.classification dataClassification classification sensitivity data.sensitivity policies.dataClassification policies.classification security.dataClassification',
    toClassification,
  ),
  rule(
    '/data/categories',
    'data.categories dataCategories data.types dataTypes policies.dataCategories',
    toSlugs,
  ),
  rule(
    '/data/residency',
    'data.residency dataResidency policies.dataResidency policies.residency residency policies.allowedRegions allowedRegions data.regions data.allowedRegions',
    toTexts,
  ),
  rule(
    '/data/retention',
    'data.retention dataRetention policies.dataRetention policies.retention retention retentionDays data.retentionDays dataRetentionDays policies.dataRetentionDays',
    (node) => toDuration(node, 'd'),
  ),
  rule('/data/privacyAssessment', 'data.privacyAssessment privacyAssessment dpia data.dpia', toText),

  rule(
    '/apis/provides',
    'apis.provides apis.exposes apis.offered provides exposes providesApis apis.provided api.openapi',
    toProvidedApis,
  ),
  rule(
    '/apis/consumes',
    'apis.consumes apis.uses apis.required consumes dependencies dependsOn consumesApis',
    toContractUses,
  ),
  rule(
    '/events/produces',
    'events.produces events.publishes events.emits events.outbound produces publishes emits eventsProduced',
    toContractUses,
  ),
  rule(
    '/events/consumes',
    'events.consumes events.subscribes events.listens events.inbound subscribes listens eventsConsumed triggers',
    toContractUses,
  ),

  rule(
    '/sbom',
    'sbom sbomUrl sbomPath security.sbom security.sbomUrl provenance.sbom provenance.sbomUrl',
    toSbom,
  ),
  rule('/sbom/digest', 'sbomDigest sbomSha256 security.sbomDigest', toText),
  rule('/provenance/slsa', 'provenance.slsa provenance.slsaLevel provenance.level slsa slsaLevel', (node) =>
    toText(node),
  ),
  rule(
    '/provenance/builder',
    'provenance.builder provenance.builtBy provenance.builderId provenance.buildSystem builder builtBy',
    toText,
  ),
  rule(
    '/provenance/source',
    'provenance.source provenance.sourceRepo provenance.repository provenance.repo provenance.sourceUrl',
    toText,
  ),
  rule(
    '/provenance/signedBy',
    'provenance.signedBy provenance.signer provenance.signature.signedBy signedBy signer signature.signedBy',
    toText,
  ),
  rule(
    '/provenance/attestations',
    'provenance.attestations provenance.attestation attestations',
    toAttestations,
  ),

  rule('/quality/tests', 'quality.tests tests testCommand', toText),
  rule('/quality/changelog', 'quality.changelog changelog changelogUrl releaseNotes', toText),
  rule('/quality/documentation', 'quality.documentation documentation docs docsUrl documentationUrl', toText),

  rule(
    '/billing/plan',
    'billing.plan billing.model billing.type billing pricing.plan pricing.model pricing plan pricingModel',
    toText,
  ),
  rule(
    '/billing/metrics',
    'billing.metrics billing.meters billing.usage pricing.metrics metrics meters',
    toMetrics,
  ),
  rule(
    '/support/sla',
    'support.sla supportSla sla support.tier support.level support.responseTime supportTier',
    toText,
  ),
  rule('/support/runbook', 'support.runbook support.runbookUrl runbook runbookUrl', toText),
  rule(
    '/support/oncall',
    'support.ownerOncall support.oncall support.onCall support.rotation support.pagerduty ownerOncall oncall onCall pager',
    toText,
  ),
  rule('/slos', 'slos slo serviceLevelObjectives support.slos', toSlos),

  rule('/inputs', 'inputs input parameters', toPorts),
  rule('/outputs', 'outputs output', toPorts),
  rule('/deploy', 'deploy deployFile deployment.file', toText),
];
