import { expect, it } from '@jest/globals';

import type { Provider } from '../../sandbox/exchange';
import { Generations } from '../../sandbox/generations/generations';
import { OpenFiles } from '../../sandbox/files/openFiles';
import { ResultLinks } from '../../sandbox/files/resultLinks';
import { Uploads } from '../../sandbox/files/uploads';
import { openProviders } from '../../sandbox/providers/openProviders';
import type { ProviderKind } from '../../sandbox/providers/ProviderKind';
import { PROVIDERS } from '../../sandbox/providers/registry';
import { Webhooks } from '../../sandbox/webhooks/webhooks';
import type { Studio } from '../../sandbox/video/studio';

const unused = () => Promise.reject(new Error('Nobody makes a video here'));
const studio: Studio = { store: unused, measure: unused, film: unused, close: unused };
const uploads = new Uploads(studio);
const means = {
	generations: new Generations(studio, uploads, 0),
	links: new ResultLinks(60),
	uploads,
	openFiles: new OpenFiles(studio),
	webhooks: new Webhooks(),
	rigour: { strict: true },
};

/** A provider that owns all paths with a beginning. */
function kindOf(beginning: string): { kind: ProviderKind; provider: Provider } {
	const provider: Provider = {
		answer: unused,
		problem: (status) => ({ status, headers: {}, body: beginning }),
	};
	const kind = {
		owns: (path: string) => path.startsWith(beginning),
		open: () => Promise.resolve(provider),
	};
	return { kind, provider };
}

it('is asked in order: the first that owns a path answers it', async () => {
	const [special, general] = [kindOf('/api/v1/'), kindOf('/')];
	const providers = await openProviders([special.kind, general.kind], means);
	expect(providers.of('/api/v1/tasks/7').provider).toBe(special.provider);
	expect(providers.of('/v2/billing').provider).toBe(general.provider);
});

it('leaves no path without an answer', async () => {
	const providers = await openProviders(PROVIDERS, means);
	expect(providers.of('/nothing').provider.problem(404, 'No.', '/nothing').body).toMatchObject({
		path: '/nothing',
	});
	expect(providers.of('/vendors/nothing').provider.problem(404, 'No.', '').body).toMatchObject({
		title: 'Not Found',
	});
});

it('tells apart who share a path by how the key is sent', async () => {
	const providers = await openProviders(PROVIDERS, means);
	const schemeOf = (path: string, authorization?: string) =>
		providers.of(path, authorization).scheme;
	expect(schemeOf('/v1/models', 'Key sandbox-key')).toBe('Key');
	expect(schemeOf('/v1/models', 'Bearer sandbox-key')).toBe('Bearer');
	expect(schemeOf('/v1/models')).toBe('Bearer');
	// Where there is nothing to share, the path alone tells.
	expect(schemeOf('/v1/models/pricing')).toBe('Key');
	expect(schemeOf('/fal-ai/wan-i2v', 'Bearer sandbox-key')).toBe('Key');
	expect(schemeOf('/v1/predictions', 'Key sandbox-key')).toBe('Bearer');
});
