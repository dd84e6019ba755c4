import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

import { repository } from '../../../tools/n8n/places';
import { owner } from '../../../tools/n8n/setup';
import { openBrowser, playedVideo, type PlayedVideo } from '../support/browser';
import type { Started } from '../support/Started';

/** Where screenshots are kept; git ignores it. */
const artifacts = join(repository, 'test/e2e/artifacts');

/** What the editor complains about whatever a workflow holds. */
const COMPLAINTS_OF_N8N = [
	// It asks for the output's schema of every node. Few nodes have one, but this package's does.
	/404 .*\/schemas\/(?!n8n-nodes-wan-video)/,
	// n8n 1: features without a licence, and a workflow that has not run yet.
	/403 .*\/rest\/ai\/sessions\/metadata/,
	/^Failed to fetch sessions metadata/,
	/404 .*\/executions\/last-successful/,
];

/** n8n's editor in a browser, as the owner of the instance sees it. */
export class Editor {
	/** What the console of the browser complained about since {@link open}. */
	readonly complaints: string[] = [];

	private constructor(
		private readonly url: string,
		/** Names the screenshots. */
		private readonly name: string,
		private readonly page: Page,
	) {}

	/** Opens a browser and signs in. */
	static async open(started: Started, url: string, name: string): Promise<Editor> {
		await mkdir(artifacts, { recursive: true });
		const context = await openBrowser(started);
		const page = await context.newPage();
		await page.goto(`${url}/signin`);
		await page.fill('input[name=emailOrLdapLoginId]', owner.email);
		await page.fill('input[type=password]', owner.password);
		await page.keyboard.press('Enter');
		await page.waitForURL((address) => !address.pathname.includes('signin'));
		const editor = new Editor(url, name, page);
		editor.listen();
		return editor;
	}

	private listen(): void {
		this.page.on('pageerror', (error) => this.complaints.push(error.stack ?? error.message));
		this.page.on('console', (message) => {
			const { url } = message.location();
			// What the editor wants from other servers is cut off above.
			const elsewhere = url !== '' && !url.startsWith(this.url);
			const complaint = `${message.text()} (${url})`;
			const ofItsOwn = COMPLAINTS_OF_N8N.some((pattern) => pattern.test(complaint));
			if (message.type() === 'error' && !elsewhere && !ofItsOwn) {
				this.complaints.push(complaint);
			}
		});
	}

	/** Keeps what the browser shows. */
	async screenshot(step: string): Promise<void> {
		await this.page.screenshot({ path: join(artifacts, `${this.name}-${step}.png`) });
	}

	// The canvas

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.byId('canvas-node').first().waitFor();
	}

	/** Begins a workflow with a trigger that is started by hand. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.search('Manual Trigger');
		await this.found('Manual Trigger').click();
		await this.byId('canvas-node').first().waitFor();
		await this.page.keyboard.press('Escape');
		await this.byId('node-creator-search-bar').waitFor({ state: 'hidden' });
	}

	/** Finds a node in the nodes panel, and adds it by one of its actions; its panel is open then. */
	async addNode(query: string, node: string, action: string): Promise<void> {
		await this.search(query);
		await this.found(node).click();
		await this.found(action).waitFor();
		await this.screenshot('actions');
		await this.found(action).click();
		await this.form.waitFor();
	}

	/** Opens the panel of a node. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.form.waitFor();
	}

	private async search(query: string): Promise<void> {
		await this.byId('node-creator-plus-button').click();
		await this.byId('node-creator-search-bar').fill(query);
	}

	private found(name: string): Locator {
		return this.byId('item-iterator-item')
			.filter({ has: this.page.getByText(name, { exact: true }) })
			.first();
	}

	// The panel of a node

	private get form(): Locator {
		return this.byId('node-parameters').first();
	}

	/** Chooses from a list, by what it shows. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.byId(`parameter-input-${parameter}`).filter({ visible: true }).click();
		await this.byId('parameter-input-item')
			.filter({ visible: true, has: this.page.getByText(option, { exact: true }) })
			.click();
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.byId(`parameter-input-${parameter}`)
			.filter({ visible: true })
			.locator('input, textarea')
			.fill(text);
	}

	/** Adds a field from the Options. */
	async addOption(option: string): Promise<void> {
		await this.byId('collection-parameter-add').filter({ visible: true }).click();
		await this.byId('collection-parameter-option')
			.or(this.page.locator('.el-select-dropdown__item'))
			.filter({ visible: true, has: this.page.getByText(option, { exact: true }) })
			.first()
			.click();
	}

	/** The names of the fields, from top to bottom. */
	async fields(): Promise<string[]> {
		const labels = this.form.locator('[data-test-id="input-label"]').filter({ visible: true });
		const texts = await labels.allInnerTexts();
		return texts.map((text) => text.split('\n')[0]?.trim() ?? '');
	}

	/** What the lists show as chosen. */
	async chosen(): Promise<string[]> {
		const lists = this.form.locator('.el-select input').filter({ visible: true });
		return await Promise.all((await lists.all()).map(async (list) => await list.inputValue()));
	}

	/** What is wider than the place it has. */
	async overflowing(): Promise<string[]> {
		const parts =
			'label, input, small, [data-test-id="parameter-item"], [data-test-id="input-label"] *';
		return [
			...(await this.form.evaluateAll(tooWide as () => string[])),
			...(await this.form.locator(parts).evaluateAll(tooWide as () => string[])),
		];
	}

	/** Runs the node whose panel is open, and those before it. */
	async execute(): Promise<void> {
		await this.byId('node-execute-button').filter({ visible: true }).first().click();
	}

	/** Opens the output's file and waits until it plays; then tells about it. */
	async playVideo(): Promise<PlayedVideo> {
		const output = this.byId('output-panel');
		await output.locator('[data-test-id="ndv-view-binary-data"]').click();
		return await playedVideo(output.locator('video'));
	}

	// The chat

	/** Says something in the chat of the workflow that is open. */
	async say(message: string): Promise<void> {
		await this.page.getByRole('button', { name: 'Open chat' }).last().click();
		const input = this.page.getByPlaceholder('message');
		await input.fill(message);
		await input.press('Enter');
	}

	/** Waits until the chat, or the log beside it, shows a text; then gives the whole of it. */
	async heard(text: string): Promise<string> {
		const said = this.page.getByText(text).first();
		await said.waitFor({ timeout: 60_000 });
		return await said.innerText();
	}

	private byId(id: string): Locator {
		return this.page.locator(`[data-test-id="${id}"]`);
	}
}

// The following run in the browser, whose types are not known here.

/** What is read of an element. */
interface Element {
	tagName: string;
	clientWidth: number;
	scrollWidth: number;
	value?: string;
	textContent: string;
}

function tooWide(elements: Element[]): string[] {
	return elements
		.filter(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
		.map(({ tagName, value, textContent }) => ({ tagName, text: (value ?? textContent).trim() }))
		.filter(({ text }) => text !== '')
		.map(({ tagName, text }) => `${tagName}: ${text.slice(0, 80)}`);
}
