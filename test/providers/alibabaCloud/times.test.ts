import { expect, it } from '@jest/globals';

import { readTime } from '../../../nodes/WanVideo/providers/alibabaCloud/times';

it.each([
	['2026-11-21 08:30:00.123', '2026-11-21T00:30:00.123Z'],
	['2026-11-21 08:30:00', '2026-11-21T00:30:00.000Z'],
	['2026-11-21', '2026-11-20T16:00:00.000Z'],
	['2026-11-21T08:30:00', '2026-11-21T00:30:00.000Z'],
	['2026-11-21T08:30:00Z', '2026-11-21T08:30:00.000Z'],
	[1795250400000, '2026-11-21T08:40:00.000Z'],
	['1795250400000', '2026-11-21T08:40:00.000Z'],
	[1795250400, '2026-11-21T08:40:00.000Z'],
])('the time %j is %s', (written, time) => {
	expect(new Date(readTime(written) ?? NaN).toISOString()).toBe(time);
});

it.each([undefined, null, '', 0, '0', 'soon', '2026-13-41', '2026-11-21 48:00:00', {}, []])(
	'there is no time in %j',
	(written) => {
		expect(readTime(written)).toBeUndefined();
	},
);
