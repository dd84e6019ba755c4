import { describe, expect, it } from '@jest/globals';

import codex from '../../nodes/WanVideo/WanVideo.node.json';
import packageJson from '../../package.json';
import { description } from '../support/form';

/** What n8n's documentation on codex files offers as a node's category, spelled as it stands there. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

describe('where n8n lists the node', () => {
	it('is a category of n8n’s own list', () => {
		expect(codex.categories).not.toEqual([]);
		expect(codex.categories.filter((category) => !CATEGORIES.includes(category))).toEqual([]);
	});

	it('is no subcategory: those are for nodes of n8n’s own', () => {
		expect(codex).not.toHaveProperty('subcategories');
	});

	it('is told by the name and version of the node', () => {
		expect(codex).toMatchObject({
			node: `${packageJson.name}.${description.name}`,
			nodeVersion: `${String(description.version)}.0`,
		});
	});
});
