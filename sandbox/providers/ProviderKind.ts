import type { Rigour } from '../contracts/contract';
import type { Provider } from '../exchange';
import type { OpenFiles } from '../files/openFiles';
import type { ResultLinks } from '../files/resultLinks';
import type { Uploads } from '../files/uploads';
import type { Generations } from '../generations/generations';
import type { Quirks } from '../quirks/Quirks';
import type { Webhooks } from '../webhooks/webhooks';

/** What a provider's stand-in has of the sandbox. */
export interface ProviderMeans {
	generations: Generations;
	links: ResultLinks;
	uploads: Uploads;
	openFiles: OpenFiles;
	webhooks: Webhooks;
	rigour: Rigour;
	/** Its own: another provider's generations do not change which oddity comes next. */
	quirks: Quirks;
}

/** A provider whose API the sandbox can speak. */
export interface ProviderKind {
	/**
	 * Whether a call is meant for it, by its path without the query.
	 *
	 * @param authorization the whole header, where there is one: it tells apart who share a path
	 */
	owns(path: string, authorization?: string): boolean;
	/** What stands before the key in its Authorization header; `Bearer` unless said otherwise. */
	scheme?: string;
	/** Whether what is posted to a path of its own creates a generation; without it, all does. */
	createsAt?(path: string): boolean;
	/** Begins to stand in for it. */
	open(means: ProviderMeans): Promise<Provider>;
}
