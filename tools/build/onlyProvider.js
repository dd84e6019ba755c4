const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const REGISTRY = join(__dirname, '../../nodes/WanVideo/providers/registry.ts');

const lines = () =>
	readFileSync(REGISTRY, 'utf8').matchAll(/^import \{ (\w+) \} from '\.\/\1';$/gm);

/** The names of all providers, as the registry has them. */
const providers = () => [...lines()].map(([, name]) => name);

/**
 * Leaves one provider of the registry. Nothing else leads to a provider's folder, so the bundler drops the others.
 *
 * @param {string} only the provider's name, as the registry has it
 * @returns {import('esbuild').Plugin}
 * @throws when the registry has no such provider
 */
function onlyProvider(only) {
	const [importLine] = [...lines()].find(([, name]) => name === only) ?? [];
	if (!importLine) throw new Error(`There is no provider ${only}, but: ${providers().join(', ')}`);
	return {
		name: 'only-provider',
		setup(build) {
			build.onLoad({ filter: /[\\/]providers[\\/]registry\.ts$/ }, () => ({
				loader: 'ts',
				contents: `${importLine}\nexport const PROVIDERS = [${only}];\n`,
			}));
		},
	};
}

module.exports = { onlyProvider, providers };
