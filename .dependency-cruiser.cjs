// The import rules of the architecture; each comment is the message to whoever breaks it.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment:
        'core is state and `now` in, state and effects out: it imports only core and libphonenumber-js.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: ['^src/core/', '^node_modules/libphonenumber-js/'] },
    },
    {
      name: 'simulation-is-pure',
      comment:
        'a simulation drives the core on a virtual clock: it imports core and itself; files and settings come from src/cli/simulate.ts.',
      severity: 'error',
      from: { path: '^src/simulation/' },
      to: { pathNot: ['^src/(core|simulation)/'] },
    },
    {
      name: 'ports-are-interfaces',
      comment: 'a port names a need in the words of the core: import core types only.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: ['^src/(core|ports)/'] },
    },
    {
      name: 'services-know-no-adapter',
      comment:
        'a service gets its adapters through ports and its settings as a small options object (see src/app.ts).',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { pathNot: ['^src/(core|ports|services)/'] },
    },
    {
      name: 'adapters-are-strangers',
      comment: 'one adapter must not import another (nor config, app or cli): join them in src/app.ts.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/(adapters|config|cli|app|main)', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'wire-knows-core-only',
      comment: 'wire shapes are made from core values and nothing else.',
      severity: 'error',
      from: { path: '^src/wire/' },
      to: { pathNot: ['^src/(core|wire)/', '^node_modules/zod/'] },
    },
    {
      name: 'config-stands-alone',
      comment: 'config reads YAML into typed settings; it knows the core words and nothing that runs.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/', pathNot: ['^src/(config|core)/'] },
    },
    {
      name: 'browser-programs-see-wire-only',
      comment: 'snippet and monitor share the JSON contracts with the server, and nothing else.',
      severity: 'error',
      from: { path: '^(snippet|monitor)/' },
      to: { path: '^src/', pathNot: '^src/wire/' },
    },
    {
      name: 'no-cycles',
      comment: 'a cycle means one concept has two homes.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'src-is-not-built-on-tests',
      comment: 'production code never imports tests, benches or scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
