import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../nodes/WanVideo/providers/registry';

const NODE = join(__dirname, '../../nodes/WanVideo');

/** Where the arrows may point: a room imports from those beside it, and from itself. */
const ROOMS: Record<string, string[]> = {
	operations: ['input', 'output', 'generation', 'providers', 'models', 'media', 'video'],
	input: ['form', 'generation', 'providers', 'models', 'media'],
	output: ['generation', 'providers', 'models'],
	generation: ['providers', 'models', 'media', 'video'],
	form: ['providers', 'models'],
	providers: ['models'],
	media: ['models', 'video'],
	video: ['models'],
	models: [],
};

const files = readdirSync(NODE, { recursive: true, encoding: 'utf8' }).filter((file) =>
	file.endsWith('.ts'),
);
const roomOf = (file: string) => file.split(/[\\/]/)[0] ?? '';
const textOf = (file: string) => readFileSync(join(NODE, file), 'utf8');

/** The rooms that a file imports from. */
function importsOf(file: string): string[] {
	return [...textOf(file).matchAll(/from '(\.[^']*)'/g)]
		.map(([, path = '']) => relative(NODE, resolve(NODE, dirname(file), path)))
		.filter((path) => path.includes('/'))
		.map(roomOf);
}

describe('the code of the node', () => {
	it.each(Object.entries(ROOMS))('has arrows that point one way: %s', (room, others) => {
		const mine = files.filter((file) => roomOf(file) === room);
		expect(mine).not.toEqual([]);
		const odd = mine.flatMap((file) =>
			importsOf(file)
				.filter((other) => other !== room && !others.includes(other))
				.map((other) => `${file} → ${other}`),
		);
		expect(odd).toEqual([]);
	});

	it('has a room for everything', () => {
		const rooms = new Set(files.filter((file) => /[\\/]/.test(file)).map(roomOf));
		expect([...rooms].sort()).toEqual(Object.keys(ROOMS).sort());
	});

	it.each(PROVIDERS)('names $label in its folder and in the registry only', (provider) => {
		const names = [provider.name, provider.label, provider.credential].map((name) =>
			name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
		);
		const itsName = new RegExp(`\\b(${names.join('|')})\\b`, 'i');
		const elsewhere = files.filter(
			(file) =>
				!file.startsWith(join('providers', provider.name)) &&
				file !== join('providers', 'registry.ts'),
		);
		// Where a fact is from may well be another provider's pages.
		const namesIt = (file: string) => itsName.test(textOf(file).replace(/\/\/ https:\S+/g, ''));
		expect(elsewhere.filter(namesIt)).toEqual([]);
	});
});
