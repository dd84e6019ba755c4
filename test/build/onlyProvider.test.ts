import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { type Sandbox, startSandbox } from '../../sandbox/server';
import { chain, Engine, type NodeSketch } from '../../tools/engine';
import { loadBuiltPackage, type LoadedPackage } from '../../tools/engine/builtPackage';
import { sandboxCredentials } from '../../tools/n8n/setup';
import { type BuiltPackage, buildOnly } from '../support/onlyProvider';
import { PROVIDER_NAMES, providerNamed } from '../support/providers';
import { videoFacts } from '../support/video';

const BUILDING_MS = 60_000;

describe.each(PROVIDER_NAMES)('a package of %s alone', (name) => {
	const provider = providerNamed(name);
	let built: BuiltPackage;
	let loaded: LoadedPackage;

	beforeAll(async () => {
		built = await buildOnly(name);
		loaded = await loadBuiltPackage(built.folder);
	}, BUILDING_MS);

	afterAll(async () => {
		await built.remove();
	});

	const description = (): INodeTypeDescription =>
		(loaded.nodeTypes.get(`${built.name}.wanVideo`) as INodeType).description;

	it('has a name of its own, and what a package needs', async () => {
		const manifest: unknown = JSON.parse(await text('package.json'));
		expect(manifest).toMatchObject({
			name: `n8n-nodes-wan-video-${name.toLowerCase()}`,
			keywords: expect.arrayContaining(['n8n-community-node-package']),
		});
		expect(manifest).not.toHaveProperty('devDependencies');
		expect((await readdir(built.folder)).sort()).toEqual([
			...['LICENSE.md', 'README.md', 'dist', 'package.json'],
		]);
		expect(await text('README.md')).toContain(built.name);
	});

	it('asks for no provider, and nothing in its form waits for one', () => {
		const { properties } = description();
		expect(properties.map((field) => field.name)).not.toContain('provider');
		expect(JSON.stringify(properties)).not.toMatch(/"\/?provider":/);
		expect(properties.map((field) => field.name)).toEqual(
			expect.arrayContaining(['operation', 'model', 'prompt', 'options']),
		);
	});

	it('has one credential, for every operation', () => {
		expect(description().credentials).toEqual([{ name: provider.credential, required: true }]);
		expect([...loaded.credentialTypes.keys()]).toEqual([provider.credential]);
	});

	it('holds no trace of the other providers', async () => {
		const files = await readdir(built.folder, { recursive: true, withFileTypes: true });
		const contents = await Promise.all(
			files
				.filter((file) => file.isFile())
				.map(async (file) => {
					const path = join(file.parentPath, file.name);
					return `${path}\n${await readFile(path, 'utf8')}`;
				}),
		);
		const all = contents.join('\n').toLowerCase();
		for (const trace of await tracesOfOthers(name)) {
			expect({ trace, found: all.includes(trace.toLowerCase()) }).toEqual({ trace, found: false });
		}
	});

	describe("in n8n's engine", () => {
		let sandbox: Sandbox;
		let engine: Engine;

		beforeAll(async () => {
			sandbox = await startSandbox({ seconds: 0.2, strict: true });
			const [stored] = sandboxCredentials(sandbox.url).filter(
				({ type }) => type === provider.credential,
			);
			engine = await Engine.start({
				package: built.folder,
				credentials: {
					own: {
						type: provider.credential,
						name: 'own',
						data: stored?.['data'] as Record<string, string>,
					},
				},
			});
		});

		afterAll(async () => {
			await engine.stop();
			await sandbox.close();
		});

		it('makes a video from text, and fetches it', async () => {
			const node = (named: string, parameters: NodeSketch['parameters']): NodeSketch => ({
				name: named,
				type: `${built.name}.wanVideo`,
				parameters: { ...parameters, options: { pollingInterval: 0.1 } },
				credentials: { [provider.credential]: { id: 'own', name: 'own' } },
			});
			const result = await engine.execute(
				chain([
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					node('Create', { prompt: 'A paper boat in the rain', waitForCompletion: false }),
					node('Fetch', { operation: 'fetch' }),
				]),
			);
			expect(result.error).toBeUndefined();
			const [created] = result.output('Create');
			const [fetched] = result.output('Fetch');
			expect(fetched?.json).toMatchObject({
				id: created?.json['id'],
				status: 'completed',
				provider: name,
			});
			const binary = fetched?.binary?.['data'];
			if (!binary) throw new Error('There is no video');
			const { seconds } = await videoFacts(await engine.readBinary(binary));
			expect(seconds).toBeGreaterThan(0);
			expect(sandbox.creates()).toHaveLength(1);
			// A video that the sandbox has never made before takes its time on a busy machine.
		}, 30_000);
	});

	const text = async (file: string) => await readFile(join(built.folder, file), 'utf8');
});

/** What gives a provider away: its names, and the hosts that its credential in the whole package names. */
async function tracesOfOthers(name: string): Promise<string[]> {
	const { credentialTypes } = await loadBuiltPackage();
	const others = PROVIDER_NAMES.filter((other) => other !== name).map(providerNamed);
	expect(others.length).toBeGreaterThan(0);
	return others.flatMap(({ credential, label, name: other }) => {
		const { documentationUrl, properties, test } = credentialTypes.get(credential) ?? {};
		const texts = JSON.stringify({ documentationUrl, properties, test });
		const hosts = [...texts.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host = '']) => host);
		expect(hosts.length).toBeGreaterThan(0);
		return [...new Set([other, label, credential, ...hosts])];
	});
}
