// Generates a video with OpenAI's client, as AI/ML API recommends for its services
// (https://docs.aimlapi.com/quickstart/supported-sdks), and prints how it ended as JSON. Address and key come from
// the environment, where the client looks for them by itself. The arguments are the fields of the request as JSON.

const { setTimeout: pause } = require('node:timers/promises');

const { OpenAI } = require('openai');

const PATH = '/video/generations';

async function generate(fields) {
	const client = new OpenAI();
	const { id } = await client.post(PATH, { body: fields });
	for (;;) {
		const generation = await client.get(PATH, { query: { generation_id: id } });
		if (!['queued', 'generating'].includes(generation.status)) return generation;
		await pause(200);
	}
}

void generate(JSON.parse(process.argv[2])).then((generation) => {
	console.log(JSON.stringify(generation));
});
