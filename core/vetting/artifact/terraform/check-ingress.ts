import type { Fields } from '../plain-value.ts';
import type { Remark } from '../remark.ts';
import { nestedBlocks } from './nested-blocks.ts';
import { resourceType, type TerraformCheck, writtenText } from './terraform-check.ts';
import { addressOf, type NestedBlock, type TerraformBlock } from './terraform-file.ts';

/** Rules for traffic that comes in, and the fields that say from where. */
export const checkIngress: TerraformCheck = (block) =>
  rulesOf(block).flatMap(({ body, path, sources }) =>
    sources
      .filter((source) => isEverywhere(writtenText(body[source])))
      .map(
        (source): Remark => ({
          rule: 'terraform/open-ingress',
          message: `${addressOf(block)} lets the whole internet in${portsOf(body)}.`,
          help: 'Name the networks that need it, or put a gateway in front.',
          place: block.placeOf([...path, source]),
          about: addressOf(block),
        }),
      ),
  );

type IngressRule = NestedBlock & { readonly sources: readonly string[] };

const CIDRS = ['cidr_blocks', 'ipv6_cidr_blocks'];
const AZURE_SOURCES = ['source_address_prefix', 'source_address_prefixes'];

function rulesOf(block: TerraformBlock): IngressRule[] {
  const whole = { body: block.body, path: [] };
  const nested = (name: string, sources: readonly string[]): IngressRule[] =>
    nestedBlocks(block, name).map((rule) => ({ ...rule, sources }));
  switch (resourceType(block)) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return nested('ingress', CIDRS);
    case 'aws_security_group_rule':
      return block.body['type'] === 'egress' ? [] : [{ ...whole, sources: CIDRS }];
    case 'aws_vpc_security_group_ingress_rule':
      return [{ ...whole, sources: ['cidr_ipv4', 'cidr_ipv6'] }];
    case 'aws_eks_cluster':
      return nested('vpc_config', ['public_access_cidrs']);
    case 'google_compute_firewall':
      return block.body['direction'] === 'EGRESS' || block.body['allow'] === undefined
        ? []
        : [{ ...whole, sources: ['source_ranges'] }];
    case 'azurerm_network_security_rule':
      return isAzureIngress(block.body) ? [{ ...whole, sources: AZURE_SOURCES }] : [];
    case 'azurerm_network_security_group':
      return nested('security_rule', AZURE_SOURCES).filter(({ body }) => isAzureIngress(body));
    default:
      return [];
  }
}

function isAzureIngress({ direction, access }: Fields): boolean {
  return !/^outbound$/i.test(writtenText(direction)) && !/^deny$/i.test(writtenText(access));
}

/** A network with no fixed bits, or the names that stand for one; the text may be an expression that holds it. */
function isEverywhere(text: string): boolean {
  return (
    /[\d.:]\/0(?!\d)/.test(text) ||
    /^\*$|^(?:any|internet)$/i.test(text) ||
    /"(?:\*|internet|any)"/i.test(text)
  );
}

function portsOf({ from_port: from, to_port: to }: Fields): string {
  if (typeof from !== 'number' || typeof to !== 'number') return '';
  return from === to ? ` to port ${from}` : ` to ports ${from} to ${to}`;
}
