/** Which folder may import which (the tree in the README): one rule per folder, whatever is not allowed is forbidden. */
const allow = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: {
    pathNot: to,
    dependencyTypesNot: name === 'contracts' || name === 'words' || name.startsWith('core') ? [] : ['core'],
  },
});

const LIBRARIES = '^node_modules/|^aws-lambda$';

/** The steps of one run, in the order of docs/behaviour.md. */
const STEPS = ['read', 'decide', 'compare', 'hold', 'emit', 'report'];

/** Each folder of shared/core with those that it may import beside itself. */
const FOLDERS_OF_CORE = [
  { folder: 'ground', may: [] },
  { folder: 'ports', may: ['ground'] },
  { folder: 'accounts', may: ['ground', 'ports'] },
  ...STEPS.map((folder, at) => ({ folder, may: ['ground', 'ports', ...STEPS.slice(0, at)] })),
];

/** Each errand of support with those that it may import beside itself and what stands at the top of functions/support. */
const ERRANDS = [
  { errand: 'attributes', may: [] },
  { errand: 'credentials', may: [] },
  { errand: 'customers', may: ['attributes', 'credentials'] },
  { errand: 'plans', may: [] },
  { errand: 'people', may: [] },
  { errand: 'queues', may: [] },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-imports-cli',
      severity: 'error',
      from: { pathNot: '^(cli|console|test)/' },
      to: { path: '^cli/' },
    },
    {
      name: 'nothing-imports-console',
      severity: 'error',
      from: { pathNot: '^(cli/commands|console|test)/' },
      to: { path: '^console/' },
    },
    { name: 'nothing-imports-test', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^aws-lambda$' } },
    {
      name: 'zod-by-one-door',
      comment: 'zod/mini has no words for its findings until shared/contracts/zod.ts gives it some',
      severity: 'error',
      from: { pathNot: '^shared/contracts/zod\\.ts$' },
      to: { path: '^node_modules/zod/' },
    },
    allow(
      'contracts',
      '^shared/contracts/',
      '^shared/contracts/|^node_modules/zod/|^(node:)?(fs|fs/promises)$',
      'contracts import zod, by its one door',
    ),
    allow(
      'words',
      '^shared/words/',
      '^shared/(words|contracts)/',
      'what people are told is written from contracts alone',
    ),
    allow(
      'core',
      '^shared/core/[^/]+\\.ts$',
      '^shared/(core|contracts)/|^(node:)?crypto$',
      'what conducts the steps imports contracts and the steps',
    ),
    ...FOLDERS_OF_CORE.map(({ folder, may }) =>
      allow(
        `core-${folder}`,
        `^shared/core/${folder}/`,
        `^shared/contracts/|^shared/core/(${[folder, ...may].join('|')})/|^(node:)?crypto$`,
        'a step imports earlier steps and the ground only',
      ),
    ),
    allow(
      'adapters',
      '^shared/adapters/',
      `^shared/(adapters|contracts)/|^shared/core/ports/|^shared/core/ground/(errors|employee|memory|calendar|streams|text|settle-all|in-chunks)\\.ts$|${LIBRARIES}`,
      'adapters import SDKs, contracts, ports and what ports speak of',
    ),
    allow(
      'runtime',
      '^shared/runtime/',
      `^shared/(runtime|contracts)/|^shared/core/ports/|^shared/core/ground/(errors|settle-all)\\.ts$|${LIBRARIES}`,
      'runtime imports contracts, ports and errors',
    ),
    allow('functions', '^functions/[^/]+\\.ts$', `^shared/|${LIBRARIES}`, 'functions import shared'),
    allow(
      'each-function',
      '^functions/([^/]+)/',
      `^functions/$1/|^functions/[^/]+\\.ts$|^shared/|${LIBRARIES}`,
      'a function carries no other',
    ),
    ...ERRANDS.map(({ errand, may }) =>
      allow(
        `support-${errand}`,
        `^functions/support/${errand}/`,
        `^functions/support/(${[errand, ...may].join('|')})/|^functions/support/[^/]+\\.ts$|^functions/[^/]+\\.ts$|^shared/|${LIBRARIES}`,
        'an errand of support imports no other errand; what two share stands at the top',
      ),
    ),
    allow(
      'cli',
      '^cli/',
      `^(cli|console|local)/|^shared/(contracts|words)/|^package\\.json$|^scripts/launch\\.js$|${LIBRARIES}`,
      'the command is thin',
    ),
    allow(
      'console',
      '^console/',
      `^console/|^cli/(problem|write-csv|transport/(transport|read-pages))\\.ts$|^cli/render/(budget-rows|standing|difference)\\.ts$|^shared/(contracts|words)/|${LIBRARIES}`,
      "the console stands on contracts and the command's transport, and writes the same sentences, letters and files",
    ),
    allow(
      'infra',
      '^infra/',
      `^infra/|^functions/[^/]+/env\\.ts$|^scripts/read-commit\\.ts$|^shared/(runtime/metric-names|contracts/(zod|address|release))\\.ts$|${LIBRARIES}`,
      'infra knows environments, metric names, the release and how an address is written',
    ),
    allow(
      'local',
      '^local/',
      `^(local|functions|shared)/|${LIBRARIES}`,
      'the embedded run stands on functions and shared',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
    parser: 'swc',
  },
};
