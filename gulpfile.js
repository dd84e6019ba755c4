const { cp, rm, writeFile } = require('node:fs/promises');
const esbuild = require('esbuild');
const { dest, parallel, series, src, watch } = require('gulp');

const { n8n } = require('./package.json');
const { thirdPartyNotices } = require('./tools/build/thirdPartyNotices');

// One file per node and credential: n8n requires these by name, and a single file loads fastest.
const entryPoints = [...n8n.nodes, ...n8n.credentials].map((built) =>
	built.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
);
const assets = ['nodes/**/*.{svg,node.json}', 'credentials/**/*.svg'];

// Every operation outputs the same fields; the editor looks for a file of each, to offer them before a first run.
const schemas = ['textToVideo', 'imageToVideo', 'fetch'].map(
	(operation) => `dist/nodes/WanVideo/__schema__/v1.0.0/${operation}.json`,
);

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function compile() {
	const { metafile } = await esbuild.build({
		entryPoints,
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		// n8n 1 and 2 both provide these at run time; everything else is bundled.
		external: ['n8n-workflow', 'zod'],
		legalComments: 'inline',
		logLevel: 'warning',
		metafile: true,
	});
	await writeFile('dist/THIRD_PARTY_NOTICES.txt', await thirdPartyNotices(metafile));
}

function copyAssets() {
	return src(assets, { base: '.', encoding: false }).pipe(dest('dist'));
}

async function copySchemas() {
	await Promise.all(schemas.map((schema) => cp('nodes/WanVideo/outputSchema.json', schema)));
}

const build = series(clean, parallel(compile, copyAssets, copySchemas));

exports.clean = clean;
exports.build = build;
exports.default = build;
exports.watch = series(build, () => watch(['nodes/**', 'credentials/**'], build));
