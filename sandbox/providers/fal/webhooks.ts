import { createHash, generateKeyPairSync, sign } from 'node:crypto';

import type { Answer } from '../../exchange';
import type { Delivery } from '../../webhooks/webhooks';
import { answer } from './answers';

/** Whose requests these are, as webhooks say it. */
const USER = 'sandbox-user';

/**
 * Signs what is sent to webhooks.
 *
 * Source: https://fal.ai/docs/model-endpoints/webhooks
 */
export class WebhookSigner {
	private readonly pair = generateKeyPairSync('ed25519');

	/** The keys to check it with, as JSON Web Keys. */
	keys(): Answer {
		const { kty, crv, x } = this.pair.publicKey.export({ format: 'jwk' });
		return answer(200, { keys: [{ kty, crv, x, kid: 'sandbox', use: 'sig', alg: 'EdDSA' }] });
	}

	/** @param result what is answered when the result is asked for */
	delivery(requestId: string, result: Answer): Delivery {
		const hasWorked = result.status === 200;
		const body = JSON.stringify({
			request_id: requestId,
			gateway_request_id: requestId,
			status: hasWorked ? 'OK' : 'ERROR',
			...(!hasWorked && { error: `Invalid status code: ${result.status}` }),
			payload: result.body,
		});
		const timestamp = String(Math.floor(Date.now() / 1000));
		const digest = createHash('sha256').update(body).digest('hex');
		const message = [requestId, USER, timestamp, digest].join('\n');
		const signature = sign(null, Buffer.from(message), this.pair.privateKey);
		return {
			headers: {
				'x-fal-webhook-request-id': requestId,
				'x-fal-webhook-user-id': USER,
				'x-fal-webhook-timestamp': timestamp,
				'x-fal-webhook-signature': signature.toString('hex'),
				'x-fal-request-id': requestId,
			},
			body,
		};
	}
}
