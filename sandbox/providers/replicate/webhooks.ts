import { createHmac, randomBytes, randomUUID } from 'node:crypto';

import type { Answer } from '../../exchange';
import type { Delivery } from '../../webhooks/webhooks';
import { answer } from './answers';

/**
 * Signs what is sent to webhooks.
 *
 * Source: `validateWebhook` of https://www.npmjs.com/package/replicate
 */
export class WebhookSigner {
	private readonly secret = randomBytes(24);

	/** What to check it with. */
	key(): Answer {
		return answer(200, { key: `whsec_${this.secret.toString('base64')}` });
	}

	/** A message is the same at every attempt, but for its time. */
	newMessage(prediction: object): () => Delivery {
		const id = `msg_${randomUUID()}`;
		const body = JSON.stringify(prediction);
		return () => {
			const timestamp = String(Math.floor(Date.now() / 1000));
			const signed = createHmac('sha256', this.secret).update(`${id}.${timestamp}.${body}`);
			return {
				headers: {
					'webhook-id': id,
					'webhook-timestamp': timestamp,
					'webhook-signature': `v1,${signed.digest('base64')}`,
				},
				body,
			};
		};
	}
}
