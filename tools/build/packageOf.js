const { providers } = require('./onlyProvider');

/** What the repository's manifest has for developing it. */
const DEVELOPMENT = ['scripts', 'devDependencies'];

/**
 * The name of the package of one provider alone.
 *
 * @param {{ name: string }} manifest the repository's package.json
 * @param {string} provider as the registry has it
 */
function nameOf(manifest, provider) {
	return `${manifest.name}-${provider.toLowerCase()}`;
}

/**
 * What makes a package of one provider's build: its package.json and its README.
 *
 * @param {Record<string, unknown>} manifest the repository's package.json
 * @param {string} provider as the registry has it
 * @param {{ displayName: string, description: string }} node the built node's description
 * @param {string[]} credentials files of the credentials in it, without their extension
 */
function packageOf(manifest, provider, node, credentials) {
	const name = nameOf(manifest, provider);
	const others = providers()
		.filter((other) => other !== provider)
		.map((other) => other.toLowerCase());
	const own = Object.fromEntries(
		Object.entries(manifest).filter(([field]) => !DEVELOPMENT.includes(field)),
	);
	return {
		manifest: {
			...own,
			name,
			description: node.description,
			keywords: manifest.keywords.filter((keyword) => !others.includes(keyword)),
			n8n: {
				...manifest.n8n,
				credentials: credentials.map((file) => `dist/${file}.js`),
			},
		},
		readme: readmeOf(name, manifest, node),
	};
}

function readmeOf(name, { homepage }, { displayName, description }) {
	return `# ${name}

${description}.

This package adds one node to n8n, **${displayName}**: install it under Settings → Community Nodes, by the name
\`${name}\`. What the node does, how it waits, and how it never pays twice is described in the
[documentation](${homepage}).
`;
}

module.exports = { nameOf, packageOf };
