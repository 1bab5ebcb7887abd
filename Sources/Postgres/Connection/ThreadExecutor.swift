import Glibc
import Platform

/// Runs an actor on a thread of its own, so that a call that blocks in libpq holds up nobody else: the shared pool has only
/// as many threads as the machine has cores.
///
/// Where no thread can be started, `fault` says so and the actor's jobs run where they come from, one after the other: they must
/// not block then. Each that finds nobody at it tries again to start one.
final class ThreadExecutor: SerialExecutor {
    /// Starts a thread that runs the body.
    typealias Start = @Sendable (_ body: @escaping @Sendable () -> Void) throws(DetachedThread.Refused) -> Void

    private let queue: Queue

    init(start: @escaping Start = DetachedThread.start) { queue = Queue(start: start) }

    deinit { queue.end() }

    /// One line: why there is no thread; nil while there is one.
    var fault: String? {
        queue.failure.map { "database: no thread can be started: \($0)" }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.append(UnownedJob(job), for: asUnownedSerialExecutor())
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The jobs that wait for the thread.
///
/// Unchecked, because a condition variable needs a raw mutex, which the compiler cannot follow: all that varies is read and written
/// under it alone.
private final class Queue: @unchecked Sendable {
    /// At addresses of their own: a mutex must not move, and waiting on one must not count as access to this object.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [(job: UnownedJob, executor: UnownedSerialExecutor)] = []
    private var isEnding = false
    private var hasThread = false
    /// Whether somebody runs the jobs that there is no thread for.
    private var isLent = false
    private var lastFailure: DetachedThread.Refused?
    private let start: ThreadExecutor.Start

    init(start: @escaping ThreadExecutor.Start) {
        self.start = start
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Why the last thread could not be started; nil when it could.
    var failure: DetachedThread.Refused? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return lastFailure
    }

    func append(_ job: UnownedJob, for executor: UnownedSerialExecutor) {
        pthread_mutex_lock(mutex)
        jobs.append((job, executor))
        if !hasThread, !isLent {
            // The thread holds the queue, not the executor: so the executor can go first, and tells the thread to end.
            do throws(DetachedThread.Refused) {
                try start { self.run() }
                lastFailure = nil
            } catch {
                lastFailure = error
            }
            hasThread = lastFailure == nil
            isLent = !hasThread
            if isLent {
                pthread_mutex_unlock(mutex)
                return runHere()
            }
        }
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Runs what there is on the thread of whoever asked.
    private func runHere() {
        while true {
            pthread_mutex_lock(mutex)
            let jobs = self.jobs
            self.jobs = []
            isLent = !jobs.isEmpty
            pthread_mutex_unlock(mutex)
            guard !jobs.isEmpty else { return }
            for (job, executor) in jobs { job.runSynchronously(on: executor) }
        }
    }

    func end() {
        pthread_mutex_lock(mutex)
        isEnding = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// The thread's whole life. A job keeps its actor alive, so its executor is there while it runs.
    func run() {
        while let jobs = take() {
            for (job, executor) in jobs { job.runSynchronously(on: executor) }
        }
    }

    /// Waits for jobs; nil at the end.
    private func take() -> [(job: UnownedJob, executor: UnownedSerialExecutor)]? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while jobs.isEmpty {
            if isEnding { return nil }
            pthread_cond_wait(condition, mutex)
        }
        defer { jobs = [] }
        return jobs
    }
}
