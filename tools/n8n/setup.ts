import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { providerCredentials } from '../providerCredentials';
import type { Instance } from './instance';

/** The account everything in an instance belongs to. */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Wan',
	lastName: 'Video',
	password: 'WanVideo1',
};

/** A credential or a workflow, as n8n exports it. */
export interface Entity {
	/** Importing another with the same id replaces this one. */
	id: string;
	name: string;
	[field: string]: unknown;
}

/** What an instance is to hold besides what it has. */
export interface Content {
	credentials: Entity[];
	workflows: Entity[];
}

/** A credential for each provider, all for the sandbox at an address. */
export function sandboxCredentials(sandboxUrl: string): Entity[] {
	return providerCredentials('sandbox-key', sandboxUrl).map(({ type, label, data }) => ({
		id: type,
		name: `${label} (sandbox)`,
		type,
		data,
	}));
}

/**
 * Reads the workflows in a folder, one per JSON file; no folder means none.
 * A workflow without an id takes the name of its file, so that importing it again replaces it.
 */
export async function readWorkflows(folder: string): Promise<Entity[]> {
	const files = await readdir(folder).catch(() => []);
	return await Promise.all(
		files
			.filter((file) => file.endsWith('.json'))
			.sort()
			.map(async (file) => {
				const id = basename(file, '.json');
				const text = await readFile(join(folder, file), 'utf8');
				const workflow = JSON.parse(text) as { name: string; [field: string]: unknown };
				return { id, ...workflow, name: workflow.name, active: false };
			}),
	);
}

/**
 * Gives an instance what it doesn't have yet. What was imported before and hasn't changed since at its
 * source is left as it is, so that edits and deletions in the editor stay.
 */
export async function importContent(instance: Instance, content: Content): Promise<void> {
	const note = join(instance.folder, 'imported.json');
	const known = JSON.parse(await readFile(note, 'utf8').catch(() => '{}')) as Fingerprints;
	const credentials = changed(content.credentials, known);
	const workflows = changed(content.workflows, known);
	await importAs(instance, 'credentials', credentials);
	await importAs(instance, 'workflow', workflows);
	const imported = { ...known, ...fingerprints([...credentials, ...workflows]) };
	await writeFile(note, JSON.stringify(imported, null, '\t'));
}

/** A hash of each entity by its id. */
export type Fingerprints = Record<string, string>;

/** A hash of each entity's content, by its id. */
export function fingerprints(entities: Entity[]): Fingerprints {
	const hash = (entity: Entity) =>
		createHash('sha256').update(JSON.stringify(entity)).digest('hex').slice(0, 16);
	return Object.fromEntries(entities.map((entity) => [entity.id, hash(entity)]));
}

/** Those of the entities that are not known, or known with another content. */
export function changed(entities: Entity[], known: Fingerprints): Entity[] {
	const current = fingerprints(entities);
	return entities.filter(({ id }) => current[id] !== known[id]);
}

async function importAs(
	instance: Instance,
	kind: 'credentials' | 'workflow',
	entities: Entity[],
): Promise<void> {
	if (entities.length === 0) return;
	const input = join(instance.folder, `${kind}-to-import.json`);
	await writeFile(input, JSON.stringify(entities));
	try {
		const output = await instance.run([`import:${kind}`, `--input=${input}`]);
		// The command also ends well when it could import nothing, or not everything.
		if (!output.includes(`Successfully imported ${entities.length} `)) {
			throw new Error(`n8n did not import every ${kind}:\n${output}`);
		}
	} finally {
		await rm(input, { force: true });
	}
}

/** Makes {@link owner} the owner of a running instance that has none yet. */
export async function ensureOwner(url: string): Promise<void> {
	const settings = (await request(url, 'GET', '/rest/settings')) as {
		data: { userManagement: { showSetupOnFirstLoad?: boolean } };
	};
	if (settings.data.userManagement.showSetupOnFirstLoad !== true) return;
	await request(url, 'POST', '/rest/owner/setup', owner);
}

async function request(
	url: string,
	method: string,
	path: string,
	body?: unknown,
): Promise<unknown> {
	const response = await fetch(url + path, {
		method,
		headers: { 'content-type': 'application/json' },
		body: body === undefined ? null : JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`n8n answered ${response.status} to ${path}: ${text}`);
	return JSON.parse(text);
}
