import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { Ledger, type NewEntry } from '../../nodes/WanVideo/generation/Ledger';
import type { OrderIdentity } from '../../nodes/WanVideo/generation/orderIdentity';

/**
 * The ledger of a tool. What n8n gives it was seen in n8n 2.41.1 and 1.123.81: as a tool of agents of versions 1 and 2,
 * of model nodes and of MCP, each try of Retry On Fail is another run over the same context.
 */

/** The node's context, as n8n keeps it for an execution. */
let context: IDataObject;
let runs: number;

beforeEach(() => {
	context = {};
	runs = 0;
});

const call = (executionId = '1', isTool = true) =>
	new Ledger(context, { index: runs++, executionId, isTool });

/** @param input only with Retry On Fail */
const order = (request: string, input?: string): OrderIdentity => ({ request, input });

const created = (id: string): NewEntry & { state: 'created' } => ({
	state: 'created',
	reference: { id, model: 'm', endpoint: 'unified' },
	account: 'a',
	createdAt: '2026-01-01T00:00:00Z',
});
const uncertain: NewEntry = { state: 'uncertain', message: 'Perhaps', description: 'Look.' };

/** Each takes what there is, or creates. */
function run(ledger: Ledger, identity: OrderIdentity, id: string): string {
	const entry = ledger.take(0, identity);
	if (entry?.state === 'uncertain') return 'uncertain';
	return (entry ?? ledger.record(0, identity, created(id))).reference.id;
}

/** n8n saves the context with the execution, and reads it for a Retry. */
function saveAndRead(): void {
	context = JSON.parse(JSON.stringify(context)) as IDataObject;
}

describe('a tool', () => {
	it('goes on, in a further try, with what the last one created', () => {
		const first = call();
		run(first, order('boat'), 'one');
		first.release();
		expect(run(call(), order('boat'), 'two')).toBe('one');
	});

	it('goes on with it even if an expression now gives another request for the same input', () => {
		const first = call();
		run(first, order('boat, seed 1', 'boat'), 'one');
		first.release();
		expect(run(call(), order('boat, seed 2', 'boat'), 'two')).toBe('one');
	});

	it('makes two when it is asked twice on purpose', () => {
		const first = call();
		run(first, order('boat'), 'one');
		first.handOn(0);
		first.release();
		expect(run(call(), order('boat'), 'two')).toBe('two');
	});

	it('makes two when it is asked twice at once, and each call goes on with its own', () => {
		const [first, second] = [call(), call()];
		expect([run(first, order('boat'), 'one'), run(second, order('boat'), 'two')]).toEqual([
			'one',
			'two',
		]);
		first.release();
		second.release();
		const [third, fourth] = [call(), call()];
		const taken = [run(third, order('boat'), 'three'), run(fourth, order('boat'), 'four')];
		expect(taken.sort()).toEqual(['one', 'two']);
	});

	it('keeps calls apart that n8n gives the same run, as agents do that work on several items at once', () => {
		const inRun0 = () => new Ledger(context, { index: 0, executionId: '1', isTool: true });
		const [first, second, third] = [inRun0(), inRun0(), inRun0()];
		expect(run(first, order('boat'), 'one')).toBe('one');
		expect(run(second, order('cat'), 'two')).toBe('two');
		expect(run(third, order('boat'), 'three')).toBe('three');
		first.handOn(0);
		for (const ledger of [first, second, third]) ledger.release();
		expect(inRun0().tell().created.sort()).toEqual(['three', 'two']);
		expect(run(inRun0(), order('boat'), 'four')).toBe('three');
	});

	it('tells nothing of what another call is working on', () => {
		const [first, second] = [call(), call()];
		run(first, order('boat'), 'one');
		run(second, order('cat'), 'two');
		expect(second.tell().created).toEqual(['two']);
	});

	it('makes another for another order', () => {
		const first = call();
		run(first, order('boat'), 'one');
		first.release();
		expect(run(call(), order('ship'), 'two')).toBe('two');
	});

	it('does not send again what may have been created, in a further try or call', () => {
		const first = call();
		first.record(0, order('boat'), uncertain);
		first.tell();
		first.release();
		expect(run(call(), order('boat'), 'two')).toBe('uncertain');
	});

	it('has the same execution where n8n gives none, as for MCP', () => {
		const first = call('');
		run(first, order('boat'), 'one');
		first.release();
		expect(run(call(''), order('boat'), 'two')).toBe('one');
	});

	it('tells what an earlier call has left', () => {
		const first = call();
		run(first, order('boat'), 'one');
		first.release();
		expect(call().tell().created).toEqual(['one']);
	});

	it('tells nothing of what was handed on', () => {
		const first = call();
		run(first, order('boat'), 'one');
		first.handOn(0);
		first.release();
		expect(call().tell().created).toEqual([]);
	});
});

describe('a tool in a Retry from the list of executions', () => {
	beforeEach(() => {
		const first = call();
		run(first, order('boat'), 'one');
		first.handOn(0);
		first.release();
		saveAndRead();
	});

	it('takes up what it had handed on: the agent failed, and asks for it again', () => {
		expect(run(call('2'), order('boat'), 'two')).toBe('one');
	});

	it('does so once', () => {
		const second = call('2');
		run(second, order('boat'), 'two');
		second.handOn(0);
		second.release();
		expect(run(call('2'), order('boat'), 'three')).toBe('three');
	});

	it('takes it up again in a further try', () => {
		const second = call('2');
		run(second, order('boat'), 'two');
		second.release();
		expect(run(call('2'), order('boat'), 'three')).toBe('one');
	});
});

describe('a node in a loop', () => {
	it('creates anew in every round, even if nothing was handed on', () => {
		const first = call('1', false);
		run(first, order('boat'), 'one');
		first.release();
		expect(run(call('1', false), order('boat'), 'two')).toBe('two');
	});
});

describe('an uncertain create', () => {
	const retried = (wasTold: boolean) => {
		const first = new Ledger(context, { index: 0, executionId: '1', isTool: false });
		first.record(0, order('boat'), uncertain);
		if (wasTold) first.tell();
		first.release();
		saveAndRead();
		return new Ledger(context, { index: 0, executionId: '2', isTool: false });
	};

	it('is sent again by a Retry once its user was told', () => {
		expect(run(retried(true), order('boat'), 'one')).toBe('one');
	});

	it('is told first if it was not', () => {
		expect(run(retried(false), order('boat'), 'one')).toBe('uncertain');
	});

	it('is told first if it was not, even if an expression now gives another request', () => {
		expect(run(retried(false), order('ship'), 'one')).toBe('uncertain');
	});
});
