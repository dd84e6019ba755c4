const { cp, mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const { dirname, join, resolve } = require('node:path');
const { parseArgs } = require('node:util');
const esbuild = require('esbuild');
const { dest, series, src, watch } = require('gulp');

const manifest = require('./package.json');
const { onlyProvider } = require('./tools/build/onlyProvider');
const { nameOf, packageOf } = require('./tools/build/packageOf');
const { thirdPartyNotices } = require('./tools/build/thirdPartyNotices');

// `npm run build -- --only <provider>` makes a package of that provider alone: n8n verifies packages of one service. It
// is a folder of its name in `packages`, or in the folder of `--into`, from where n8n-workflow must be found.
const { only, into } = parseArgs({
	strict: false,
	options: { only: { type: 'string' }, into: { type: 'string', default: 'packages' } },
}).values;
const folder = only ? join(into, nameOf(manifest, only)) : '.';
const built = join(folder, 'dist');

const NODE = 'nodes/WanVideo/WanVideo.node';
const credentialFile = (name) => `credentials/${name[0].toUpperCase()}${name.slice(1)}.credentials`;

async function clean() {
	await rm(only ? folder : built, { recursive: true, force: true });
}

// One file per node and credential: n8n requires these by name, and a single file loads fastest.
async function compile(...entries) {
	const { metafile } = await esbuild.build({
		entryPoints: entries.map((entry) => `${entry}.ts`),
		outdir: built,
		outbase: '.',
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		// n8n 1 and 2 both provide it at run time; everything else is bundled.
		external: ['n8n-workflow'],
		legalComments: 'inline',
		logLevel: 'warning',
		metafile: true,
		plugins: only ? [onlyProvider(only)] : [],
	});
	return metafile;
}

/** A class of a built file, as n8n makes an instance of it. */
function load(entry, name) {
	const file = resolve(built, `${entry}.js`);
	delete require.cache[file];
	return new (require(file)[name])();
}

async function compileNode() {
	const metafile = await compile(NODE);
	await writeFile(join(built, 'THIRD_PARTY_NOTICES.txt'), await thirdPartyNotices(metafile));
}

const describe = () => load(NODE, 'WanVideo').description;

/** The credentials that the built node asks for. */
const credentials = () => describe().credentials.map(({ name }) => credentialFile(name));

async function compileCredentials() {
	await compile(...credentials());
}

function copyIcons() {
	const ofCredentials = describe().credentials.map(({ name }) => {
		const { icon } = load(credentialFile(name), credentialFile(name).split(/[/.]/)[1]);
		return Object.values(icon).map((file) => file.replace('file:', 'credentials/'));
	});
	return src(['nodes/**/*.svg', ...ofCredentials.flat()], { base: '.', encoding: false }).pipe(
		dest(built),
	);
}

/** How n8n finds the node: also by the names of whoever runs the models. */
async function writeCodex() {
	const codex = JSON.parse(await readFile(`${NODE}.json`, 'utf8'));
	const providers = credentials().map((file) => load(file, file.split(/[/.]/)[1]).displayName);
	const node = `${only ? nameOf(manifest, only) : manifest.name}.${describe().name}`;
	const complete = { ...codex, node, alias: [...codex.alias, ...providers] };
	await writeFile(join(built, `${NODE}.json`), JSON.stringify(complete, undefined, '\t'));
}

// Every operation outputs the same fields; the editor looks for a file of each, to offer them before a first run.
async function copySchemas() {
	const operations = describe()
		.properties.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) => {
			const [resource = ''] = displayOptions?.show?.resource ?? [];
			return options.map(({ value }) => join(resource, `${value}.json`));
		});
	const schemas = join(built, 'nodes/WanVideo/__schema__/v1.0.0');
	for (const operation of new Set(operations)) {
		await mkdir(dirname(join(schemas, operation)), { recursive: true });
		await cp('nodes/WanVideo/outputSchema.json', join(schemas, operation));
	}
}

/** What makes a package of `dist`; the repository itself is one already. */
async function writePackage() {
	if (!only) return;
	const { manifest: own, readme } = packageOf(manifest, only, describe(), credentials());
	await writeFile(join(folder, 'package.json'), `${JSON.stringify(own, undefined, 2)}\n`);
	await writeFile(join(folder, 'README.md'), readme);
	await cp('LICENSE.md', join(folder, 'LICENSE.md'));
}

const build = series(
	clean,
	compileNode,
	compileCredentials,
	copyIcons,
	writeCodex,
	copySchemas,
	writePackage,
);

exports.clean = clean;
exports.build = build;
exports.default = build;
exports.watch = series(build, () => watch(['nodes/**', 'credentials/**'], build));
