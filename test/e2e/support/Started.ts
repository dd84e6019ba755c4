/** What a test file has started, to be ended after it whatever happens. */
export class Started {
	private readonly endings: Array<() => unknown> = [];

	/** Has something done in {@link end}. */
	atEnd(ending: () => unknown): void {
		this.endings.push(ending);
	}

	/** Ends everything, what was started last first; also what comes after an ending that fails. */
	async end(): Promise<void> {
		const errors: unknown[] = [];
		for (const ending of this.endings.splice(0).reverse()) {
			try {
				await ending();
			} catch (error) {
				errors.push(error);
			}
		}
		if (errors.length > 0) throw new AggregateError(errors, 'Not everything has ended well');
	}
}
