// Generates a video as the JavaScript examples of AI/ML API do, which speak https and nothing else
// (https://docs.aimlapi.com/api-references/video-models/alibaba-cloud), and prints how it ended as JSON.
// The arguments are the base URL, the key, and the fields of the request as JSON.

const https = require('node:https');
const { text } = require('node:stream/consumers');
const { setTimeout: pause } = require('node:timers/promises');

const [baseUrl, apiKey, fields] = process.argv.slice(2);
const address = new URL(`${baseUrl}/generate/video/alibaba/generation`);

function ask(method, url, headers, body) {
	return new Promise((resolve, reject) => {
		const options = { method, headers: { Authorization: `Bearer ${apiKey}`, ...headers } };
		const request = https.request(url, options, (response) => {
			text(response).then((answer) => resolve(JSON.parse(answer)), reject);
		});
		request.on('error', reject);
		request.end(body);
	});
}

async function generate() {
	const json = { 'Content-Type': 'application/json' };
	const length = { 'Content-Length': Buffer.byteLength(fields) };
	const { id } = await ask('POST', address, { ...json, ...length }, fields);
	address.searchParams.append('generation_id', id);
	for (;;) {
		const generation = await ask('GET', address, json);
		if (!['queued', 'generating'].includes(generation.status)) return generation;
		await pause(200);
	}
}

void generate().then((generation) => {
	console.log(JSON.stringify(generation));
});
