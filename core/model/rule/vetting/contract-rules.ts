import { type BuiltInRule, deny, notice, warn } from '../rule-table.ts';

const documentRules = {
  'contract/limit': deny(
    'A contract is of a size that can be judged',
    'Very large, very deep or self-multiplying documents stop the checks of everybody else.',
  ),
  'contract/syntax': deny('A contract parses', 'What does not parse is of no use to those who build on it.'),
  'contract/kind': deny(
    'A contract is of the kind that the manifest says',
    'OpenAPI 3.0 and 3.1, AsyncAPI 2.6 and 3.0, and JSON Schema are what consumers have tools for.',
  ),
  'contract/structure': deny(
    'A contract follows its specification',
    'Generators and gateways fail on fields that the specification does not know or has otherwise.',
  ),
  'contract/lint': warn(
    'A contract reads well',
    'The linter knows habits that make an API easy to learn and hard to misread.',
  ),
  'contract/ref-remote': deny(
    'A contract holds all that it refers to',
    'What lies on another host can change or vanish without review, and is never fetched.',
  ),
  'contract/ref-outside': deny(
    'References stay in the folder of the entry',
    'Files of other entries change without regard to this contract.',
  ),
  'contract/ref-missing': deny(
    'References lead somewhere',
    'A contract with a hole says nothing at that place.',
  ),
  'contract/schema': deny(
    'Schemas are valid JSON Schema',
    'A misspelt keyword is passed over by validators, which then let everything through.',
  ),
  'contract/schema-dialect': deny(
    'Schemas are written in a dialect that tools know',
    'Keywords mean different things in different drafts.',
  ),
  'contract/pattern': warn(
    'Patterns are regular expressions',
    'A pattern that does not compile stops the validator of whoever uses the contract.',
  ),
  'contract/operation-id': deny(
    'Operations have names of their own',
    'Generated clients, metering and change reports speak of operations by their operationId.',
  ),
  'contract/path-parameter': deny(
    'Parameters of a path are described',
    'A caller cannot fill in what the contract does not explain.',
  ),
  'contract/security-missing': deny(
    'Operations say how callers prove who they are',
    'An operation that says nothing is taken to be open to everyone.',
  ),
  'contract/security-mismatch': deny(
    'Contract and manifest agree on authentication',
    'Reviewers approve what the manifest says; callers follow the contract.',
  ),
  'contract/scope-undeclared': deny(
    'Scopes of a contract are in the manifest',
    'Access is reviewed by the scopes of the manifest.',
  ),
  'contract/scope-unused': warn(
    'Scopes of the manifest are used',
    'A scope that no operation asks for is granted to callers for nothing.',
  ),
  'contract/error-response': warn(
    'Operations say how they fail',
    'Callers can only handle failures that they know of.',
  ),
  'contract/example': deny(
    'Examples satisfy their schemas',
    'People copy the example before they read the schema.',
  ),
  'contract/example-unchecked': notice(
    'Examples can be checked',
    'An example beyond the limits, or whose schema cannot be compiled, may be wrong without anybody noticing.',
  ),
  'contract/api-version': warn(
    'Contract and manifest name one version of the API',
    'Consumers pin the version of the manifest and read that of the contract.',
  ),
  'contract/server': deny(
    'Servers can be reached by those who install',
    'A contract that names the machine of its author sends callers to their own machine.',
  ),
} as const satisfies Record<string, BuiltInRule>;

const changeRules = {
  'contract/document-removed': deny(
    'Contracts stay',
    'Without its document nobody can tell whether the API still keeps its promise.',
  ),
  'contract/not-compared': notice(
    'Versions can be compared',
    'Where the earlier document is of another kind or broken, breaking changes go unnoticed.',
  ),
  'contract/additions-unversioned': warn(
    'Additions raise the minor version',
    'Consumers who need an addition have to ask for the version that brought it.',
  ),
  'contract/operation-removed': deny('Operations stay', 'Callers of a removed operation fail.'),
  'contract/operation-id-changed': warn(
    'Operations keep their names',
    'Generated clients rename a method with the operation.',
  ),
  'contract/parameter-removed': warn(
    'Parameters stay',
    'A parameter that is no longer read is ignored in silence.',
  ),
  'contract/parameter-moved': deny(
    'Parameters stay where they are',
    'Callers send it in the old place, where nobody looks.',
  ),
  'contract/parameter-required': deny(
    'Parameters do not become required',
    'Calls that left the parameter out are refused.',
  ),
  'contract/parameter-encoding': deny(
    'Parameters keep their encoding',
    'The server splits and decodes the value in another way than callers wrote it.',
  ),
  'contract/body-required': deny(
    'Request bodies do not become required',
    'Calls without a body are refused.',
  ),
  'contract/body-removed': warn(
    'Request bodies stay',
    'A body that is no longer read is ignored in silence.',
  ),
  'contract/media-type-removed': deny(
    'Media types stay',
    'Callers that send or ask for the media type are refused.',
  ),
  'contract/response-removed': deny(
    'Answers stay',
    'Callers have no way to read the answer that comes instead.',
  ),
  'contract/response-header-removed': deny(
    'Headers of answers stay',
    'Callers that read the header find nothing.',
  ),
  'contract/security-tightened': deny(
    'Access does not become harder',
    'Callers without the new credential or scope are refused.',
  ),
  'contract/server-removed': deny('Servers stay', 'Callers of the address reach nobody.'),
  'contract/component-removed': warn(
    'Components keep their names',
    'Generated types are named after components.',
  ),
  'contract/type-changed': deny(
    'Values keep their type',
    'Programs parse the value as the type they were told.',
  ),
  'contract/nullability-changed': deny(
    'Null stays where it was',
    'A null that nobody expects, or a refusal of one, ends in a failure at run time.',
  ),
  'contract/values-removed': deny(
    'Values that callers send stay valid',
    'Callers that send the value are refused.',
  ),
  'contract/values-added': warn(
    'Readers are told of new values',
    'Programs that switch over the values meet one that they do not know.',
  ),
  'contract/format-changed': deny('Values keep their format', 'Parsers of the old format fail on the new.'),
  'contract/pattern-changed': deny('Patterns of requests stay', 'Values that matched before may be refused.'),
  'contract/limit-tightened': deny(
    'Limits of requests do not tighten',
    'Values within the old limits are refused.',
  ),
  'contract/limit-relaxed': warn(
    'Limits of answers hold',
    'Columns, buffers and screens were made for the old limits.',
  ),
  'contract/property-removed': deny('Properties stay', 'Programs that read or send the property fail.'),
  'contract/property-ignored': warn(
    'Properties of requests stay',
    'A property that is no longer read is ignored in silence.',
  ),
  'contract/property-required': deny(
    'Properties of requests do not become required',
    'Requests that left it out are refused.',
  ),
  'contract/property-optional': deny(
    'Properties that are always sent stay so',
    'Programs read a required property without asking whether it is there.',
  ),
  'contract/properties-closed': deny(
    'Requests may go on carrying further properties',
    'Callers that send more than the contract names are refused.',
  ),
  'contract/form-removed': deny('Forms of requests stay', 'Callers that send the form are refused.'),
  'contract/form-added': deny('Forms of answers stay', 'Programs meet a form that they cannot read.'),
  'contract/condition-changed': deny(
    'Conditions of requests stay',
    'Values that satisfied the contract may be refused.',
  ),
  'contract/discriminator-changed': deny(
    'Forms are told apart by the same property',
    'Readers look at the old property to know what they have.',
  ),
  'contract/default-changed': warn(
    'Defaults stay',
    'Calls that leave the value out get another behaviour than they did.',
  ),
  'contract/message-removed': deny(
    'Messages stay',
    'Those who wait for the message wait for ever; those who send it are not heard.',
  ),
  'contract/channel-moved': deny('Channels keep their address', 'Subscribers listen at the old address.'),
} as const satisfies Record<string, BuiltInRule>;

/** Whether a contract can be built on, and whether a new version keeps what earlier ones promised. */
export const contractRules = { ...documentRules, ...changeRules } as const satisfies Record<
  string,
  BuiltInRule
>;

export type ContractRule = keyof typeof contractRules;
