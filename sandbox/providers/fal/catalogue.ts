import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';

/** An endpoint as `models.yaml` has it. */
export interface CatalogueEntry {
	id: string;
	name: string;
	category: string;
	/** What a price is for. */
	unit?: string;
	/** USD per unit, by resolution or for `any`. */
	prices?: Record<string, number>;
}

/** Reads the catalogue. */
export async function readCatalogue(): Promise<CatalogueEntry[]> {
	const text = await readFile(join(__dirname, 'models.yaml'), 'utf8');
	return (parse(text) as { models: CatalogueEntry[] }).models;
}

/** The price that the platform tells: that of the lowest tier; `undefined` when there is none. */
export function unitPriceOf({ prices }: CatalogueEntry): number | undefined {
	return prices && Math.min(...Object.values(prices));
}
