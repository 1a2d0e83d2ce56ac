import { findOpa, OPA_VERSION } from '@souk/policies/build/opa.ts';
import { checkers } from './deploy-lint/deploy-tools.ts';
import { findWorkflowTool } from './workflow-lint/install-workflow-tool.ts';

/** Says once, at the start of a test run, what will be skipped and how to run it. */
export async function setup(): Promise<void> {
  if (process.env['SOUK_TEST_POSTGRES_URL'] === undefined) {
    process.stderr.write(
      'Skipped: the store on PostgreSQL. Set SOUK_TEST_POSTGRES_URL to the address of an empty database and run npm run test:services; PGlite is always tested.\n',
    );
  }
  if (process.env['SOUK_TEST_REGISTRY'] === undefined) {
    process.stderr.write(
      'Skipped: publication to a real registry. Set SOUK_TEST_REGISTRY to what scripts/setup-docker-registry.sh prints and run npm run test:services; a double is always tested.\n',
    );
  }
  if (process.env['SOUK_TEST_CHDB'] === undefined) {
    process.stderr.write(
      'Skipped: the copy of usage in ClickHouse. Set SOUK_TEST_CHDB to what scripts/setup-chdb.sh prints and run npm run test:controller.\n',
    );
  }
  if ((await findOpa(process.env)) === undefined) {
    process.stderr.write(
      `Skipped: the native half of the policy tests, and all that builds policies. Run npm run setup:opa to get OPA ${OPA_VERSION}; the compiled rules are always tested with the answers recorded in policies/bundle/cases.json.\n`,
    );
  }
  if ((await findWorkflowTool(checkers, process.env)) === undefined) {
    process.stderr.write(
      `Skipped: objects of instances against the official schemas of Kubernetes. Run npm run setup:deploy-lint to get them; their names, labels and own definitions are always tested.\n`,
    );
  }
}
