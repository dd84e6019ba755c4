import type { AnswerTraits } from '../../contracts/videoTraits';
import type { Generation, GenerationState } from '../../generations/generation';
import type { Generations } from '../../generations/generations';
import type { Output } from './answers';
import type { Region } from './regions';
import type { Creation } from './request';

/** After this, nobody knows a task any more: https://help.aliyun.com/zh/model-studio/manage-asynchronous-tasks */
export const TASK_HOURS = 24;

/** A generation as this service knows it. */
export interface Task {
	generation: Generation;
	creation: Creation;
	traits: AnswerTraits;
	region: Region;
	/** The request that created it. */
	requestId: string;
	/** When it was taken back, if it was. */
	canceledAt?: Date;
}

/** The tasks of one run of the sandbox. All keys of a region see all of its tasks. */
export class Tasks {
	private readonly byId = new Map<string, Task>();

	constructor(private readonly generations: Generations) {}

	add(task: Task): void {
		this.byId.set(task.generation.id, task);
	}

	/** A task of a region; none that is too old. */
	find(id: string, region: Region): Task | undefined {
		return this.all(region).find(({ generation }) => generation.id === id);
	}

	/** The tasks of a region that are not too old, the last first. */
	all(region: Region): Task[] {
		const oldest = Date.now() - TASK_HOURS * 3_600_000;
		for (const [id, { generation }] of this.byId) {
			const isForgotten = this.generations.find(id) !== generation;
			if (isForgotten || generation.createdAt.getTime() < oldest) this.byId.delete(id);
		}
		return [...this.byId.values()].filter((task) => task.region === region).reverse();
	}
}

type Status = Output['task_status'];

const WORDS: Record<GenerationState['phase'], Status> = {
	queued: 'PENDING',
	running: 'RUNNING',
	completed: 'SUCCEEDED',
	failed: 'FAILED',
};

/** The word for how a task is doing. */
export function statusOf({ generation, canceledAt }: Task): Status {
	if (canceledAt) return 'CANCELED';
	return WORDS[generation.state().phase];
}
