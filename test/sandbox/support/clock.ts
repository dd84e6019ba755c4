import { jest } from '@jest/globals';

/**
 * Puts the time of day into the test's hands and leaves timers running, so that generations age
 * without anybody waiting.
 */
export function stopClock(): { advance(seconds: number): void } {
	jest.useFakeTimers({
		doNotFake: [
			...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const),
			...(['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'] as const),
			...(['hrtime', 'performance'] as const),
		],
	});
	return {
		advance(seconds) {
			jest.setSystemTime(Date.now() + seconds * 1000);
		},
	};
}

export function restartClock(): void {
	jest.useRealTimers();
}
