import { describe, expect, it } from '@jest/globals';
import { installedPaths } from '../../tools/n8n/lockfile';

describe('installedPaths', () => {
	const packages = {
		'': {},
		'node_modules/a': {},
		'node_modules/a/node_modules/b': {},
		'node_modules/for-mac': { os: ['darwin'] },
		'node_modules/for-arm': { os: ['linux'], cpu: ['arm64'] },
		'node_modules/for-pc': { os: ['linux', 'win32'], cpu: ['x64'], libc: ['glibc'] },
		'node_modules/for-alpine': { os: ['linux'], cpu: ['x64'], libc: ['musl'] },
	};

	it('leaves out the project and the packages for other machines', () => {
		expect(installedPaths({ packages }, { platform: 'linux', arch: 'x64' })).toEqual([
			'node_modules/a',
			'node_modules/a/node_modules/b',
			'node_modules/for-pc',
		]);
	});
});
