import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';

import { packPackage, type PackageTarball, unpackPackage } from '../../tools/n8n/packageTarball';
import { repository } from '../../tools/n8n/places';
import { buildOnly } from '../support/onlyProvider';
import { PROVIDER_NAMES } from '../support/providers';
import { ensurePinned } from './support/pinned';
import { runFolder } from './support/places';

const SCANNER = join(repository, 'test/e2e/scanner');

/** What n8n's scanner says. */
interface Result {
	passed: boolean;
	message?: string;
	/** The places that it finds fault with. */
	details?: string;
}

let modules: string;
let tarball: PackageTarball;

beforeAll(async () => {
	modules = await ensurePinned(SCANNER);
	tarball = await packPackage(join(runFolder, 'scanned-tarball'));
});

async function scan(folder: string, kind: 'package' | 'sources'): Promise<Result> {
	const script = join(SCANNER, 'scan.mjs');
	// Jest's own NODE_ENV is `test`, by which n8n's rules take every file for one of their own tests.
	const env = { ...process.env, NODE_ENV: 'production' };
	const args = [script, modules, folder, kind];
	const { stdout } = await promisify(execFile)(process.execPath, args, { env });
	return JSON.parse(stdout) as Result;
}

/** Unpacks the package as npm installs it. */
async function unpacked(name: string): Promise<string> {
	const folder = join(runFolder, name);
	await unpackPackage(tarball, folder);
	return folder;
}

describe('n8n’s scanner of community packages', () => {
	it('passes the package as it is published', async () => {
		expect(await scan(await unpacked('scanned'), 'package')).toEqual({ passed: true });
	});

	it('passes the sources that it is built from', async () => {
		expect(await scan(repository, 'sources')).toEqual({ passed: true });
	});

	it.each(PROVIDER_NAMES)('passes a package of %s alone', async (provider) => {
		const built = await buildOnly(provider);
		try {
			expect(await scan(built.folder, 'package')).toEqual({ passed: true });
		} finally {
			await built.remove();
		}
	});

	it('would find what is forbidden', async () => {
		const folder = await unpacked('scanned-in-vain');
		await writeFile(join(folder, 'dist', 'timer.js'), 'setTimeout(() => {}, 1);\n');
		const { passed, details } = await scan(folder, 'package');
		expect({ passed, details }).toEqual({
			passed: false,
			details: expect.stringContaining('timer.js'),
		});
	});
});
