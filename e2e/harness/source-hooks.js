// Lets plain `node` run this repository's TypeScript sources, workspaces included, without a build.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const { config } = ts.readConfigFile(
  fileURLToPath(new URL('../../tsconfig.base.json', import.meta.url)),
  ts.sys.readFile,
);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
const compilerOptions = {
  ...options,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: false,
  inlineSourceMap: true,
};

/**
 * Registers the hooks. `rewrite` takes a source file's path and text, and returns the text to compile.
 */
export function registerSourceHooks(rewrite = (_path, text) => text) {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const conditions = context.conditions ?? [];
      const sourceContext = { ...context, conditions: [...conditions, 'source'] };
      if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
        const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
        if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
      }
      return nextResolve(specifier, sourceContext);
    },
    load(url, context, nextLoad) {
      if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/'))
        return nextLoad(url, context);
      const path = fileURLToPath(url);
      const text = rewrite(path, readFileSync(path, 'utf8'));
      const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: path });
      return { format: 'module', source: outputText, shortCircuit: true };
    },
  });
}
