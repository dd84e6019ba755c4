import { describe, expect, it } from '@jest/globals';

import { timesOf } from '../../nodes/WanVideo/generation/times';
import type { Generation } from '../../nodes/WanVideo/providers/ProviderApi';

const NOON = Date.parse('2026-01-01T12:00:00.000Z');
const at = (seconds: number) => new Date(NOON + seconds * 1000).toISOString();

const known = { id: '1', providerStatus: '', response: {} };
const completed: Generation = { ...known, status: 'completed', videoUrl: 'https://example.com/' };
const running: Generation = { ...known, status: 'running' };

describe('the times of a generation', () => {
	it('are those that were noted, however late it is handed on', () => {
		const noted = { createdAt: at(0), completedAt: at(90) };
		expect(timesOf(completed, noted, NOON + 3_600_000, 1)).toEqual({ ...noted, seconds: 90 });
	});

	it('are the provider’s where it tells them: its clock may go differently', () => {
		const told = { ...completed, createdAt: at(600), updatedAt: at(660) };
		const times = timesOf(told, { createdAt: at(0), completedAt: at(70) }, NOON, 1);
		expect(times).toEqual({ createdAt: at(600), completedAt: at(660), seconds: 60 });
	});

	it('are not guessed: who finds it completed does not know since when', () => {
		const times = timesOf(completed, { createdAt: at(0) }, NOON + 3_600_000, 2);
		expect(times).toEqual({ createdAt: at(0), completedAt: undefined, seconds: 2 });
	});

	it('reach to now while it runs', () => {
		const times = timesOf(running, { createdAt: at(0) }, NOON + 30_000, 2);
		expect(times).toEqual({ createdAt: at(0), completedAt: undefined, seconds: 30 });
	});

	it('are never negative', () => {
		expect(timesOf(running, { createdAt: at(10) }, NOON, 2).seconds).toBe(0);
	});

	it('are not what a provider tells that is no time', () => {
		const told = { ...completed, createdAt: 'yesterday', updatedAt: '' };
		const noted = { createdAt: at(0), completedAt: at(90) };
		expect(timesOf(told, noted, NOON, 1)).toEqual({ ...noted, seconds: 90 });
	});
});
