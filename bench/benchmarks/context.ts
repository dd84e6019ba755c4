import type { Host } from '../n8n/host';

/** What a benchmark is given. */
export interface BenchContext {
	/** How often each figure is measured. */
	runs: number;
	/** A running n8n, started when it is asked for first. */
	host: () => Promise<Host>;
	/** Tells how far it is. */
	note: (text: string) => void;
}

/** As many items as asked, each with a prompt of its own. */
export function prompts(count: number): Array<{ prompt: string }> {
	return Array.from({ length: count }, (_, index) => ({
		prompt: `A paper boat, number ${index + 1}, drifts down a rainy street at dusk`,
	}));
}
