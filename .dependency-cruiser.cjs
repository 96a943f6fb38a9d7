/**
 * The layer law: who may never import whom. Type imports count. `test/layers.test.ts` proves that each row bites.
 * Read by dependency-cruiser with the parser of swc, as TypeScript 7 has no parser for others to call.
 */

/** Node's own modules that reach a network. Listening is for the gateway, and nothing else talks. */
const network = '^(node:)?(net|tls|http|https|http2|dgram|dns)(/|$)';
/** Node's own modules, and the packages that stand in for them. */
const node = { dependencyTypes: ['core'] };
/** The analysis proper: text and a file reader in, values out. */
const analysis = '^server/(ir|syntax|resolve|calls|rules|estimate|attribution)/';
/** A rule is a file named by its id, which has a hyphen; what rules share is named in one word or camel case. */
const rule = '^server/rules/[a-z]+-[a-z-]+\\.ts$';
/** The one file of the analysis that reads from disk: it loads the grammars. */
const grammarLoader = '^server/syntax/parsers\\.ts$';

const inside = (...folders) => ({ path: folders.map(folder => `^${folder}/`) });
/** Project files that are none of the given folders. */
const projectFilesOutside = (...folders) => ({ path: '^(client|server|shared)/', pathNot: folders.map(folder => `^${folder}/`) });

/** name, who, never imports whom. */
const law = [
  ['shared-imports-nothing-of-ours', inside('shared'), { path: '^(client|server)/' }],
  ['shared-data-is-pure', inside('shared/(catalogue|models|money|protocol|config)'), node],
  ['shared-data-knows-no-runtime', inside('shared/(catalogue|models|money|protocol|config)'), inside('shared/runtime')],
  ['catalogue-is-data', inside('shared/catalogue'), projectFilesOutside('shared/catalogue')],
  ['money-knows-no-models', inside('shared/money'), inside('shared/(catalogue|config|protocol)')],

  ['server-knows-no-client', inside('server'), inside('client')],
  ['client-knows-no-server', inside('client'), inside('server')],

  ['ir-imports-nothing', inside('server/ir'), projectFilesOutside('server/ir')],
  ['syntax-reads-ir-only', inside('server/syntax'), projectFilesOutside('server/(syntax|ir)')],
  ['resolve-reads-ir-and-catalogue', inside('server/resolve'), projectFilesOutside('server/(resolve|ir)', 'shared/catalogue')],
  ['calls-read-resolve', inside('server/calls'), projectFilesOutside('server/(calls|resolve|ir)', 'shared')],
  ['estimate-reads-calls', inside('server/estimate'), projectFilesOutside('server/(estimate|calls|resolve|ir)', 'shared')],
  ['attribution-reads-calls', inside('server/attribution'), projectFilesOutside('server/(attribution|calls|resolve|ir)', 'shared')],
  ['rules-read-calls', inside('server/rules'), projectFilesOutside('server/(rules|calls|estimate|resolve|ir)', 'shared')],
  ['rules-know-no-other-rule', { path: rule }, { path: rule }],
  ['analysis-is-pure', { path: analysis, pathNot: grammarLoader }, node],
  [
    'parser-only-in-syntax',
    { path: '^(client|server|shared)/', pathNot: '^server/syntax/' },
    { path: '(web-tree-sitter|tree-sitter-wasm)' },
  ],
  ['project-knows-no-door', inside('server/project'), inside('server/(cli|lsp)')],
  ['cli-knows-no-lsp', inside('server/cli'), inside('server/lsp')],
  ['lsp-knows-no-cli', inside('server/lsp'), inside('server/cli')],

  ['vscode-only-in-client', { path: '.', pathNot: '^(client|test)/' }, { path: '^vscode$' }],
  ['language-server-only-in-lsp', { path: '.', pathNot: '^(server/lsp|test)/' }, { path: '(^|/)vscode-languageserver(/|$)' }],
  ['network-only-in-gateway', { path: '^(client|server|shared)/', pathNot: '^shared/runtime/gateway/' }, { path: network }],
  ['sources-know-no-tests', inside('(client|server|shared)'), inside('(test|scripts|examples)')],
];

module.exports = {
  forbidden: [
    ...law.map(([name, from, to]) => ({ name, severity: 'error', from, to })),
    { name: 'no-cycles', severity: 'error', from: { path: '^(client|server|shared)/' }, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    includeOnly: { path: ['^(client|server|shared|scripts|test)/', '(^|/)node_modules/', '^vscode', '^(node:)?[a-z_]+(/[a-z_]+)?$'] },
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^test/(fixtures|measure/labels)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'require', 'types', 'default'] },
  },
};
