/** An entry of the Docker MCP registry with every kind of field that the real ones have. */
export const mcpServer = {
  name: 'Order Desk',
  image: 'mcp/order-desk',
  type: 'server',
  longLived: true,
  meta: { category: 'Fintech', tags: ['Order Desk', 'sales', 'c++'] },
  about: {
    title: 'Order Desk',
    description: 'Looks up orders in the order desk. It can also cancel them.',
    icon: 'https://example.com/icon.png',
  },
  source: {
    project: 'https://github.com/example/order-desk',
    branch: 'main',
    commit: '2a5896d0891d13558e1313155b177fc0a4bc95d6',
  },
  run: { command: ['--mode', 'read only'], volumes: ['data:/data'], allowHosts: ['api.example.com:443'] },
  config: {
    description: 'How to reach the desk',
    secrets: [
      {
        name: 'order-desk.api_key',
        env: 'ORDER_API_KEY',
        example: 'patABC123.def456ghi789jkl012mno345pqr678',
        required: false,
      },
    ],
    env: [
      { name: 'ORDER_URL', example: 'https://orders.example.com', value: '{{order-desk.url}}' },
      { name: 'ORDER_PASSWORD', value: '{{order-desk.password}}' },
      { name: 'ADMIN_TOKEN', value: 'hunter2-admin' },
    ],
    parameters: {
      type: 'object',
      properties: { url: { type: 'string', example: 'https://x.example.com' }, password: { type: 'string' } },
      required: ['url', 'password'],
    },
  },
  oauth: [{ provider: 'orderdesk', secret: 'order-desk.token', env: 'ORDER_TOKEN' }],
};

export const remoteMcpServer = {
  name: 'asana',
  type: 'remote',
  dynamic: { tools: true },
  meta: { category: 'productivity', tags: ['remote'] },
  about: { title: 'Asana', icon: 'https://example.com/icon.png' },
  remote: {
    transport_type: 'sse',
    url: 'https://mcp.asana.com/sse',
    headers: { Authorization: `Bearer \${ASANA_KEY}` },
  },
};

export const backstageComponent = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'artist-lookup',
    title: 'Artist Lookup',
    description: 'Looks up artists by name and genre.',
    namespace: 'default',
    tags: ['java', 'data'],
    labels: { 'example.com/tier': 'gold' },
    links: [{ url: 'https://example.com/user', title: 'Examples', icon: 'user' }],
    annotations: { 'github.com/project-slug': 'example/artist-lookup', 'backstage.io/techdocs-ref': 'dir:.' },
  },
  spec: {
    type: 'service',
    lifecycle: 'experimental',
    owner: 'group:default/team-a',
    system: 'artist-engagement-portal',
    dependsOn: ['resource:default/artists-db'],
    providesApis: ['artist-api'],
    consumesApis: ['component:default/other', 'genre-api'],
  },
};
