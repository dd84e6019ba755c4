import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { changed, fingerprints, readWorkflows } from '../../tools/n8n/setup';

describe('readWorkflows', () => {
	const folder = mkdtempSync(join(tmpdir(), 'workflows-'));

	afterAll(() => {
		rmSync(folder, { recursive: true });
	});

	it('gives workflows an id that stays the same and leaves them inactive', async () => {
		mkdirSync(join(folder, 'pictures'));
		writeFileSync(join(folder, 'b.json'), '{ "name": "B", "nodes": [], "active": true }');
		writeFileSync(join(folder, 'a.json'), '{ "id": "x1", "name": "A" }');
		expect(await readWorkflows(folder)).toEqual([
			{ id: 'x1', name: 'A', active: false },
			{ id: 'b', name: 'B', nodes: [], active: false },
		]);
	});

	it('finds none where there is no folder', async () => {
		expect(await readWorkflows(join(folder, 'none'))).toEqual([]);
	});
});

describe('changed', () => {
	const a = { id: 'a', name: 'A' };
	const b = { id: 'b', name: 'B' };

	it('picks what is new or has another content', () => {
		const known = fingerprints([a, b]);
		expect(changed([a, b], known)).toEqual([]);
		const renamed = { ...b, name: 'C' };
		const added = { id: 'd', name: 'D' };
		expect(changed([a, renamed, added], known)).toEqual([renamed, added]);
	});
});
