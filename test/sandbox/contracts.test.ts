import { describe, expect, it } from '@jest/globals';
import { OpenAPIBackend } from 'openapi-backend';

import { readContract } from '../../sandbox/contracts/contract';
import { addMediaFormats } from '../../sandbox/contracts/mediaFormats';

describe.each([
	'aimlApi.yaml',
	'alibabaCloud.yaml',
	'fal.yaml',
	'muleRouter.yaml',
	'replicate.yaml',
])('%s', (fileName) => {
	it('is valid OpenAPI, every schema of which compiles', async () => {
		const backend = new OpenAPIBackend({
			definition: await readContract(fileName),
			strict: true,
			ajvOpts: { discriminator: true, useDefaults: true },
			customizeAjv: addMediaFormats,
		});
		await expect(backend.init()).resolves.toBe(backend);
	}, 30_000);
});
