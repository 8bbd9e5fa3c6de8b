import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { DescribingAdapterFactory } from './describing-adapter.js';

/** What is used of the WebAssembly API, which the types of Node leave to those of the browser. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

type EngineModule = typeof engineModule;

let loading: Promise<EngineModule> | undefined;

/** Lends out Prisma's schema engine, connected to one database. The WebAssembly module is loaded once per process. */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  use: (engine: engineModule.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const { SchemaEngine: Engine } = await (loading ??= loadEngine());
  const adapter = new DescribingAdapterFactory(databaseUrl);
  const engine = await Engine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    return await use(engine);
  } finally {
    engine.free();
    await adapter.dispose();
  }
}

async function loadEngine(): Promise<EngineModule> {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(join(dirname(path), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...engine } });
  // The engine reports its panics through this global; without it a panic shows as a TypeError.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: () => undefined } });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engine;
}
