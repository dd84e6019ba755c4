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
		const task = this.byId.get(id);
		return task?.region === region && this.isKnown(task) ? task : undefined;
	}

	/** The tasks of a region that are not too old, the last first. */
	all(region: Region): Task[] {
		const known = [...this.byId.values()].filter((task) => this.isKnown(task));
		return known.filter((task) => task.region === region).reverse();
	}

	private isKnown({ generation }: Task): boolean {
		const { id, createdAt } = generation;
		const isOld = Date.now() - createdAt.getTime() > TASK_HOURS * 3_600_000;
		// The sandbox may have been told to forget it.
		const isKnown = !isOld && this.generations.find(id) === generation;
		if (!isKnown) this.byId.delete(id);
		return isKnown;
	}
}

type Status = Output['task_status'];

const WORDS: Record<GenerationState['phase'], Status> = {
	queued: 'PENDING',
	running: 'RUNNING',
	completed: 'SUCCEEDED',
	failed: 'FAILED',
};

/**
 * The word for how a task is doing.
 *
 * @param state where it has been asked for already: the next moment it may be another
 */
export function statusOf(
	{ generation, canceledAt }: Task,
	state: GenerationState = generation.state(),
): Status {
	if (canceledAt) return 'CANCELED';
	return WORDS[state.phase];
}
