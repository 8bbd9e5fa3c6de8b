import { preset as clientPreset } from '@graphql-codegen/client-preset';

/**
 * The client preset of graphql-codegen, which writes its persisted documents into the file `presetConfig.manifest`, for
 * the router, in place of `persisted-documents.json` beside the types.
 */
export default {
  ...clientPreset,
  async buildGeneratesSection(options) {
    const { manifest, ...presetConfig } = options.presetConfig;
    const files = await clientPreset.buildGeneratesSection({ ...options, presetConfig });
    return files.map((file) =>
      file.filename.endsWith('/persisted-documents.json') ? { ...file, filename: manifest } : file,
    );
  },
};
