import type { NodeSketch } from '../../../tools/engine/workflowJson';
import { until } from '../../../tools/n8n/until';
import type { N8nApi } from './N8nApi';

/** Starts a workflow when it is called, in production: in queue mode, a run by hand stays in the main process. */
export const webhook = (path: string): NodeSketch => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { path, httpMethod: 'POST', options: {} },
});

/** Calls the webhook of a workflow that was activated, as soon as n8n listens: some moments after that. */
export async function callWebhook(api: N8nApi, path: string, body: object): Promise<void> {
	await until(`the webhook ${path}`, async () => {
		const response = await fetch(`${api.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return response.ok;
	});
}
