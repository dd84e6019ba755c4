import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { ensureInstalled } from '../../../tools/n8n/installation';
import { Instance } from '../../../tools/n8n/instance';
import { packPackage } from '../../../tools/n8n/packageTarball';
import { type Content, ensureOwner, importContent } from '../../../tools/n8n/setup';
import type { N8nLine } from '../../../tools/n8n/versions';
import { N8nApi } from './N8nApi';
import { runFolder } from './places';
import type { Started } from './Started';

export interface N8nOptions {
	/** Names its folder in {@link runFolder}; another one for each instance. */
	name: string;
	line: N8nLine;
	/** Whether it has the package from the beginning: yes, unless said otherwise. */
	withPackage?: boolean;
	/** Imported before it starts. */
	content?: Content;
	/** Environment variables over those of an instance. */
	env?: NodeJS.ProcessEnv;
}

/** A running n8n of a test. */
export interface N8n {
	instance: Instance;
	/** Signed in as the owner. */
	api: N8nApi;
}

/** Starts a new n8n that has an owner and, unless said otherwise, the package as it was built last. */
export async function startN8n(
	started: Started,
	{ name, line, withPackage = true, content, env = {} }: N8nOptions,
): Promise<N8n> {
	const folder = join(runFolder, name);
	await mkdir(folder, { recursive: true });
	const instance = await Instance.create(await ensureInstalled(line), { folder, env });
	if (withPackage) await instance.installPackage(await packPackage(join(folder, 'package')));
	if (content) await importContent(instance, content);
	started.atEnd(async () => {
		await instance.stop();
	});
	await instance.start();
	await ensureOwner(instance.url);
	return { instance, api: await N8nApi.signIn(instance.url, line) };
}
