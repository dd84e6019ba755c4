const { readFile, readdir } = require('node:fs/promises');
const { join, resolve } = require('node:path');

// Up to the folder of a library, and its name: `node_modules/p-limit`, `node_modules/@scope/name`.
const LIBRARY = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;

/**
 * The names, versions and licences of all libraries whose code is in a bundle. Their licences want
 * that to go with every copy.
 *
 * @param {import('esbuild').Metafile} metafile what esbuild has bundled
 * @throws when a library has no file with its licence
 */
async function thirdPartyNotices(metafile) {
	const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) =>
		Object.entries(inputs)
			.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
			.flatMap(([file]) => LIBRARY.exec(file) ?? []),
	);
	const notices = await Promise.all([...new Set(bundled)].sort().map(noticeOf));
	return ['This package contains code of these libraries.\n', ...notices].join(
		`\n${'-'.repeat(80)}\n\n`,
	);
}

async function noticeOf(library) {
	const folder = resolve(library);
	const files = (await readdir(folder)).filter((file) => LICENSE_FILE.test(file)).sort();
	if (files.length === 0) throw new Error(`${library} has no file with its licence`);
	const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
	const { name, version, license } = JSON.parse(
		await readFile(join(folder, 'package.json'), 'utf8'),
	);
	return (
		[`${name} ${version} (${license})`, ...texts.map((text) => text.trim())].join('\n\n') + '\n'
	);
}

module.exports = { thirdPartyNotices };
