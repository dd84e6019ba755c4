import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

import { repository } from '../../../tools/n8n/places';
import { owner } from '../../../tools/n8n/setup';
import { openBrowser, playedVideo, type PlayedVideo } from '../support/browser';
import { eventually } from '../support/eventually';
import type { Started } from '../support/Started';
import { endTiming, startTiming } from './timing';

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

	/** Keeps what the browser shows but what n8n says in the corner, in a file of one's own choice. */
	async picture(path: string): Promise<void> {
		await this.page.addStyleTag({ content: '.el-notification { display: none !important }' });
		await this.page.screenshot({ path });
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

	/**
	 * Chooses from a list, by what it shows.
	 *
	 * @param index of the field, where several have the name: those of references
	 */
	async choose(parameter: string, option: string, index = 0): Promise<void> {
		await this.shown(`parameter-input-${parameter}`).nth(index).click();
		await this.shown('parameter-input-item')
			.filter({ has: this.page.getByText(option, { exact: true }) })
			.click();
	}

	/** @param index see {@link choose} */
	async fill(parameter: string, text: string, index = 0): Promise<void> {
		await this.shown(`parameter-input-${parameter}`)
			.nth(index)
			.locator('input, textarea, [contenteditable="true"]')
			.fill(text);
	}

	/** Adds one more to a list of groups of fields, such as References. */
	async addReference(): Promise<void> {
		await this.form.getByRole('button', { name: 'Add Reference' }).click();
	}

	/** Chooses from the credentials there are. */
	async chooseCredential(name: string): Promise<void> {
		const item = this.page
			.locator('[data-test-id^="node-credentials-select-item"]')
			.filter({ visible: true, hasText: name });
		// n8n puts another list in the place of the one before a moment after the provider was chosen.
		await eventually(async () => {
			if (!(await item.isVisible())) await this.shown('node-credentials-select').click();
			await item.click({ timeout: 2000 });
		});
	}

	// The model

	/** What the field shows: a name, or an id. */
	async model(): Promise<string> {
		return await this.modelInput.inputValue();
	}

	/** Opens the searchable list. */
	async openModels(): Promise<void> {
		await this.modelInput.click();
		await this.models.first().waitFor();
	}

	/** Types into the search of the list that is open. */
	async searchModels(text: string): Promise<void> {
		const search = this.shown('rlc-search');
		await search.and(this.page.locator('input')).or(search.locator('input')).fill(text);
	}

	/** What the open list shows by now: n8n puts the chosen one first, and the others once it has them. */
	async listedModels(): Promise<string[]> {
		return await this.models.allInnerTexts();
	}

	async closeModels(): Promise<void> {
		await this.form.getByText('Operation', { exact: true }).click();
		await this.models.first().waitFor({ state: 'hidden' });
	}

	/** Chooses from the searchable list, by the model's name, which its id in brackets follows. */
	async chooseModel(name: string): Promise<void> {
		await this.chooseMode('list');
		// n8n may have opened it with the mode.
		if (!(await this.models.first().isVisible())) await this.openModels();
		// n8n keeps what was searched for before.
		await this.searchModels('');
		// The last one: a model of another operation may be in front, as the chosen one.
		await this.models
			.filter({ hasText: `${name} (` })
			.last()
			.click();
		await this.models.first().waitFor({ state: 'hidden' });
	}

	/** Puts a value in the place of a field's expression. */
	async makeFixed(label: string): Promise<void> {
		const title = this.form
			.locator('[data-test-id="input-label"]')
			.filter({ has: this.page.getByText(label, { exact: true }) });
		await title.hover();
		await title.locator('[data-test-id="radio-button-fixed"]').click();
	}

	/** Enters an id, without an expression. */
	async enterModel(id: string): Promise<void> {
		await this.chooseMode('id');
		await this.modelInput.fill(id);
		await this.modelInput.press('Tab');
	}

	private async chooseMode(mode: 'list' | 'id'): Promise<void> {
		const selector = this.form.locator('[data-test-id="rlc-mode-selector"]');
		const names = { list: 'From list', id: 'By ID' };
		if ((await selector.locator('input').inputValue()) === names[mode]) return;
		await selector.click();
		await this.shown(`mode-${mode}`).click();
	}

	private get modelInput(): Locator {
		return this.form.locator('[data-test-id="rlc-input"]');
	}

	private get models(): Locator {
		return this.shown('rlc-item');
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

	/** The same when they have been so for half a second. */
	async settledFields(): Promise<string[]> {
		let fields = await this.fields();
		for (;;) {
			await this.page.waitForTimeout(500);
			const now = await this.fields();
			if (now.join() === fields.join()) return now;
			fields = now;
		}
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
		// A model's name with its ID may be longer than its field: the name comes first.
		const others = this.page.locator(':not([data-test-id="rlc-input"])');
		return [
			...(await this.form.evaluateAll(tooWide as () => string[])),
			...(await this.form
				.locator(parts)
				.and(others)
				.evaluateAll(tooWide as () => string[])),
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

	/** Shows the files of the input, rather than its fields. */
	async showInputFiles(): Promise<void> {
		await this.byId('ndv-input-panel').getByText('Binary', { exact: true }).click();
	}

	/**
	 * Milliseconds from the last click of a choice until the form shows other fields, painted.
	 *
	 * @param fields see {@link fields}
	 */
	async timeUntil(fields: string[], choose: () => Promise<void>): Promise<number> {
		// tsx, by which the benchmarks run, names functions with a helper that the browser does not have.
		await this.page.evaluate('globalThis.__name ??= (named) => named');
		await this.page.evaluate(startTiming, fields);
		await choose();
		return await this.page.evaluate(endTiming);
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

	private shown(id: string): Locator {
		return this.byId(id).filter({ visible: true });
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
