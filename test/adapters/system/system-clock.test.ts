// The real clock, on vitest's fake timers.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SystemClock } from '../../../src/adapters/system/system-clock.ts';

const DAY = 86_400_000;

describe('SystemClock', () => {
  const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const clock = new SystemClock(logger);

  beforeEach(() => {
    vi.useFakeTimers();
    logger.error.mockClear();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells the time', () => {
    vi.setSystemTime(1_234);
    expect(clock.now()).toBe(1_234);
  });

  it('never goes back with the wall clock: it waits for it, a little slower', () => {
    logger.warn.mockClear();
    vi.setSystemTime(DAY);
    const started = new SystemClock(logger);
    expect(started.now()).toBe(DAY);
    vi.setSystemTime(DAY - 10_000);
    expect(started.now()).toBe(DAY);
    vi.advanceTimersByTime(10_000);
    expect(started.now()).toBe(DAY + 9_000);
    vi.advanceTimersByTime(200_000);
    expect(started.now()).toBe(DAY + 200_000);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith({ id: 'CLOCK_SET_BACK', ms: 10_000 }, expect.any(String));
  });

  it('goes forward with the wall clock at once', () => {
    vi.setSystemTime(DAY);
    const started = new SystemClock(logger);
    started.now();
    vi.setSystemTime(2 * DAY);
    expect(started.now()).toBe(2 * DAY);
  });

  it('runs a task every so often, the first time after one period, until stopped', () => {
    const task = vi.fn();
    const stop = clock.every(1_000, task);
    vi.advanceTimersByTime(999);
    expect(task).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(2_001);
    expect(task).toHaveBeenCalledTimes(3);
    stop();
    vi.advanceTimersByTime(10_000);
    expect(task).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('can be stopped by the task itself', () => {
    const task = vi.fn(() => stop());
    const stop = clock.every(1_000, task);
    vi.advanceTimersByTime(5_000);
    expect(task).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('logs a task that throws, and runs it again', () => {
    const error = new Error('no');
    const task = vi.fn(() => {
      throw error;
    });
    clock.every(1_000, task);
    vi.advanceTimersByTime(2_000);
    expect(task).toHaveBeenCalledTimes(2);
    expect(logger.error).toHaveBeenCalledWith({ id: 'TASK_FAILED', error }, expect.any(String));
  });

  it('never runs a task that is still running', async () => {
    const ends: (() => void)[] = [];
    const task = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
    clock.every(1_000, task as () => void);
    vi.advanceTimersByTime(5_000);
    expect(task).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('catches the rejection of an async task', async () => {
    const task = vi.fn(async () => {
      throw new Error('no');
    });
    clock.every(1_000, task as () => void);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(task).toHaveBeenCalledTimes(2);
    expect(logger.error).toHaveBeenCalledTimes(2);
  });

  it('runs a task once after a delay, unless cancelled', () => {
    const [task, cancelled] = [vi.fn(), vi.fn()];
    clock.after(1_000, task);
    clock.after(1_000, cancelled)();
    vi.advanceTimersByTime(5_000);
    expect(task).toHaveBeenCalledTimes(1);
    expect(cancelled).not.toHaveBeenCalled();
  });

  it('knows delays longer than Node’s timers do', () => {
    const task = vi.fn();
    const cancel = clock.after(90 * DAY, vi.fn());
    clock.after(60 * DAY, task);
    vi.advanceTimersByTime(60 * DAY - 1);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(1);
    cancel();
    expect(vi.getTimerCount()).toBe(0);
  });
});
