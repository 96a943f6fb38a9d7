/** What must hold for every entry of the catalogue, however it was written. */
import assert from 'node:assert/strict';
import { catalogue } from '../../../shared/catalogue/index.ts';
import type { CallShape, Client, Condition, Factory, Params, Sdk } from '../../../shared/catalogue/schema.ts';

const shapesOf = (sdk: Sdk): readonly CallShape[] => [
  ...sdk.clients.flatMap(client => client.calls),
  ...(sdk.functions ?? []),
  ...(sdk.distinctiveCalls ?? []),
];

const paramsOf = (sdk: Sdk): readonly Params[] => [
  ...shapesOf(sdk).map(shape => shape.params),
  ...sdk.clients.flatMap(client => (client.construction ? [client.construction.params] : [])),
];

const factoriesOf = (sdk: Sdk): readonly Factory[] => [
  ...sdk.clients.flatMap(client => client.factories ?? []),
  ...(sdk.distinctive ?? []),
];

/** Every path of arguments an SDK mentions. */
function pathsOf(sdk: Sdk): readonly string[] {
  const ofParams = paramsOf(sdk).flatMap(params => [
    ...(params.model ?? []),
    ...(params.system ?? []),
    ...(params.messages ?? []),
    ...(params.tools ?? []),
    ...(params.completions ?? []),
    ...(params.stream ?? []),
    ...(params.effort ?? []),
    ...(params.serviceTier ?? []),
    ...(params.provider ?? []),
    ...(params.reranker ?? []),
    ...(params.retrievalK?.paths ?? []),
    ...(params.loop?.paths ?? []),
    ...(params.cacheMarker?.topLevel ?? []),
    ...(params.limits ?? []).map(limit => limit.path),
    ...(params.modelIn ?? []).map(entry => entry.path),
  ]);
  const ofClients = sdk.clients.flatMap(client => [
    ...(client.baseUrl ?? []),
    ...(client.wraps ?? []),
    ...(client.steps ?? []),
    ...(client.reranks ?? []),
    ...(client.message?.content ?? []),
    ...(client.template?.text ?? []),
    ...(client.template?.messages ?? []),
  ]);
  return [...ofParams, ...ofClients];
}

/** Every sentence that says where a fact was read. */
function sourcesOf(sdk: Sdk): readonly string[] {
  return [
    sdk.source,
    ...paramsOf(sdk).flatMap(params => [
      ...(params.limits ?? []).map(limit => limit.source),
      ...(params.missingLimit ? [params.missingLimit.source] : []),
      ...(params.missingLimitByModel ?? []).map(entry => entry.missing.source),
      ...(params.loop ? [params.loop.source] : []),
      ...(params.retrievalK ? [params.retrievalK.source] : []),
      ...(params.cacheMarker ? [params.cacheMarker.source] : []),
      ...(params.defaultModel ? [params.defaultModel.source] : []),
    ]),
  ];
}

const twice = (names: readonly string[]): readonly string[] => names.filter((name, index) => names.indexOf(name) !== index);

describe('The catalogue', () => {
  it('names every SDK once', () => {
    assert.deepEqual(twice(catalogue.map(sdk => sdk.id)), []);
  });

  for (const sdk of catalogue) {
    describe(sdk.title, () => {
      it('can be found by an import or a global name', () => {
        const roots = [...(sdk.modules.python ?? []), ...(sdk.modules.typescript ?? []), ...(sdk.globals ?? [])];
        assert.ok(roots.length > 0);
        assert.deepEqual(twice(sdk.modules.python ?? []), []);
        assert.deepEqual(twice(sdk.modules.typescript ?? []), []);
      });

      it('names its clients once and refers only to clients it has', () => {
        const ids = sdk.clients.map(client => client.id);
        assert.deepEqual(twice(ids), []);
        const referred = [...factoriesOf(sdk).map(factory => factory.client), ...shapesOf(sdk).flatMap(shape => shape.returns ?? [])];
        assert.deepEqual(
          referred.filter(id => !ids.includes(id)),
          [],
        );
      });

      it('has no client that can never come about', () => {
        const made = new Set([...factoriesOf(sdk).map(factory => factory.client), ...shapesOf(sdk).flatMap(shape => shape.returns ?? [])]);
        assert.deepEqual(
          sdk.clients.filter(client => client.names.length === 0 && !made.has(client.id)).map(client => client.id),
          [],
        );
      });

      it('gives every call at least one method, and commands only to send', () => {
        for (const shape of shapesOf(sdk)) {
          assert.ok(shape.methods.length > 0, shape.api);
          if (shape.commands) assert.deepEqual(shape.methods, ['send'], shape.api);
        }
      });

      it('writes its paths in the grammar of paths', () => {
        const odd = pathsOf(sdk).filter(path => !/^@?[\w$]+(?:\[(?:\w+=\w+)?\])?(?:\.[\w$]+(?:\[(?:\w+=\w+)?\])?)*$/.test(path));
        assert.deepEqual(odd, []);
      });

      it('reads no receiver of a construction', () => {
        const reading = sdk.clients.flatMap((client: Client) => {
          const params = client.construction?.params;
          return [...(params?.model ?? []), ...(params?.limits ?? []).map(limit => limit.path), ...(params?.loop?.paths ?? [])];
        });
        assert.deepEqual(
          reading.filter(path => path.startsWith('@')),
          [],
        );
      });

      it('says what to write in place of a spelling that has no effect', () => {
        const silent = paramsOf(sdk)
          .flatMap(params => params.limits ?? [])
          .filter(
            limit => (limit.status === 'ignored' || limit.status === 'rejected' || limit.status === 'deprecated') && !limit.insteadUse,
          );
        assert.deepEqual(
          silent.map(limit => limit.path),
          [],
        );
      });

      it('says where each fact was read', () => {
        assert.deepEqual(
          sourcesOf(sdk).filter(source => source.length < 12),
          [],
        );
      });

      it('matches without memory of the match before', () => {
        const conditions: readonly Condition[] = [
          ...shapesOf(sdk).flatMap(shape => shape.when ?? []),
          ...sdk.clients.flatMap(client => client.when ?? []),
          ...factoriesOf(sdk).flatMap(factory => factory.when ?? []),
        ];
        assert.deepEqual(
          conditions.filter(({ matches }) => matches.global || matches.sticky).map(({ path }) => path),
          [],
        );
      });

      it('gives a number of tokens exactly where the default is a number', () => {
        for (const params of paramsOf(sdk)) {
          const missing = [params.missingLimit, ...(params.missingLimitByModel ?? []).map(entry => entry.missing)];
          for (const limit of missing) if (limit) assert.equal(limit.sends === 'default', limit.tokens !== undefined, limit.source);
        }
      });
    });
  }
});
