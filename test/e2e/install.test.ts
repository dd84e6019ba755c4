import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { chain } from '../../tools/engine/workflowJson';
import { packPackage, type PackageTarball, unpackPackage } from '../../tools/n8n/packageTarball';
import { sandboxCredentials } from '../../tools/n8n/setup';
import { n8nLines } from '../../tools/n8n/versions';
import { makeCertificate } from './support/certificate';
import { type CutOffInternet, startCutOffInternet } from './support/cutOffInternet';
import { type N8nApi, outputOf } from './support/N8nApi';
import { startN8n } from './support/n8n';
import { runFolder } from './support/places';
import { eventually } from './support/eventually';
import { Started } from './support/Started';
import { startRegistry } from './support/verdaccio';
import { connectTo, PACKAGE, START, WAN_VIDEO, wanVideo } from './support/workflow';

const NPM = 'registry.npmjs.org';
const OLDER = '0.0.9';

const started = new Started();
let tarball: PackageTarball;
let internet: CutOffInternet;
let sandbox: Sandbox;
/** With these, n8n finds the tests' registry where npm's own is. */
let env: NodeJS.ProcessEnv;
/** The same for npm alone. */
let npmrc: string;

beforeAll(async () => {
	// n8n takes packages from another registry only with a licence. So that it is as for most users, it
	// is left as it is, and the name of npm's registry leads to the one of the tests.
	const certificate = await makeCertificate(NPM);
	const registry = await startRegistry(started, certificate);
	internet = await startCutOffInternet(started, { [`${NPM}:443`]: registry.port });
	env = {
		HTTPS_PROXY: internet.url,
		https_proxy: internet.url,
		NODE_EXTRA_CA_CERTS: certificate.file,
		npm_config_cafile: certificate.file,
	};
	npmrc = `https-proxy=${internet.url}\ncafile=${certificate.file}\n`;
	sandbox = await startSandbox({ seconds: 1, strict: true });
	started.atEnd(() => sandbox.close());

	tarball = await packPackage(join(runFolder, 'package'));
	await registry.publish(await unpackAs(OLDER, tarball));
	await registry.publish(tarball.file);
});

afterAll(async () => {
	await started.end();
});

describe.each(n8nLines)('In n8n %s', (line) => {
	let api: N8nApi;

	beforeAll(async () => {
		const name = `install-${line}`;
		// n8n 1 keeps its environment from some of the commands of npm that it runs.
		const npmFolder = join(runFolder, name, '.n8n/nodes');
		await mkdir(npmFolder, { recursive: true });
		await writeFile(join(npmFolder, '.npmrc'), npmrc);
		({ api } = await startN8n(started, { name, line, env, withPackage: false }));
	});

	/** Makes a version the installed one, or none. */
	async function have(version: string | undefined): Promise<void> {
		for (const { packageName } of await api.communityPackages()) {
			await api.uninstallPackage(packageName);
		}
		if (version) await api.installPackage(PACKAGE, version);
	}

	const ourNodes = async () =>
		(await api.nodeTypes()).map(({ name }) => name).filter((name) => name.startsWith(PACKAGE));

	it('offers the node, its AI-tool twin and its credentials once it is installed', async () => {
		await have(undefined);
		await eventually(async () => {
			expect(await ourNodes()).toEqual([]);
		});

		internet.asked.length = 0;
		const installed = await api.installPackage(PACKAGE, tarball.version);
		expect(internet.asked).toContain(`${NPM}:443`);
		expect(installed.installedNodes).toMatchObject([{ name: 'Wan Video', type: WAN_VIDEO }]);
		expect(await api.communityPackages()).toMatchObject([
			{ packageName: PACKAGE, installedVersion: tarball.version },
		]);
		await eventually(async () => {
			expect((await ourNodes()).sort()).toEqual([WAN_VIDEO, `${WAN_VIDEO}Tool`]);
		});
		const credentials = await api.credentialTypes();
		expect(credentials.filter(({ name }) => name.startsWith('wanVideo'))).toMatchObject([
			{ name: 'wanVideoAimlApi', displayName: 'AI/ML API' },
			{ name: 'wanVideoAlibabaCloudApi', displayName: 'Alibaba Cloud Model Studio API' },
			{ name: 'wanVideoMuleRouterApi', displayName: 'MuleRouter API' },
		]);
	});

	it('tells a good key from a bad one when a credential is saved', async () => {
		await have(tarball.version);
		for (const { type, data } of sandboxCredentials(sandbox.url)) {
			const good = data as ICredentialDataDecryptedObject;
			const bad = { ...good, apiKey: 'someone-elses' };
			expect(await api.testCredential(type as string, good)).toMatchObject({ status: 'OK' });
			expect(await api.testCredential(type as string, bad)).toMatchObject({ status: 'Error' });
		}
	});

	it('keeps workflows working when it is upgraded, uninstalled and installed again', async () => {
		await have(OLDER);
		const credentials = await connectTo(api, sandbox.url);
		const node = wanVideo(credentials, { prompt: 'A lighthouse' });
		const stored = await api.createWorkflow(chain([START, node]));
		const statuses = async () => {
			const execution = await api.ended(await api.run(await api.findWorkflow(stored.id)));
			return outputOf(execution, 'Wan Video').map(({ json }) => json.status);
		};
		expect(await statuses()).toEqual(['completed']);

		const updated = await api.updatePackage(PACKAGE, tarball.version);
		expect(updated.installedVersion).toBe(tarball.version);
		expect(await statuses()).toEqual(['completed']);

		await api.uninstallPackage(PACKAGE);
		await eventually(async () => {
			expect(await ourNodes()).toEqual([]);
		});
		expect((await api.findWorkflow(stored.id)).nodes).toMatchObject(stored.nodes);

		await api.installPackage(PACKAGE, tarball.version);
		expect(await statuses()).toEqual(['completed']);
	});
});

/** Unpacks a tarball and gives what is in it another version. */
async function unpackAs(version: string, packed: PackageTarball): Promise<string> {
	const folder = join(runFolder, `package-${version}`);
	await unpackPackage(packed, folder);
	const manifestFile = join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as object;
	await writeFile(manifestFile, JSON.stringify({ ...manifest, version }));
	return folder;
}
