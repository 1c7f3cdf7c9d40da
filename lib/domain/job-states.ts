/**
 * What state a job is in. `running`: a process has it. `given-up`: it failed as often as it may, and waits for somebody.
 * `failing`: it failed and will run again. `scheduled`: its time has not come. `waiting`: it runs as soon as there is room.
 */
export const JOB_STATES = ['running', 'waiting', 'scheduled', 'failing', 'given-up'] as const;
export type JobState = (typeof JOB_STATES)[number];
