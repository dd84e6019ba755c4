import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { n8nLines, pinnedVersion } from '../../tools/n8n/versions';

describe.each(n8nLines)('what pins n8n %s', (line) => {
	const { version, folder, key } = pinnedVersion(line);

	it('names one version of that line', () => {
		expect(version).toMatch(new RegExp(`^${line}\\.\\d+\\.\\d+$`));
		expect(key).toMatch(new RegExp(`^${line}-[0-9a-f]{12}$`));
	});

	it('leaves it to the user where packages come from', () => {
		expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
	});
});
