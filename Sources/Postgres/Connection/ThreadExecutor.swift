import Glibc

/// Runs an actor on a thread of its own, so that a call that blocks in libpq holds up nobody else: the shared pool has only
/// as many threads as the machine has cores.
final class ThreadExecutor: SerialExecutor {
    private let queue = Queue()

    init() {
        var thread = pthread_t()
        // The thread holds the queue, not the executor: so the executor can go first, and tells the thread to end.
        let context = Unmanaged.passRetained(queue).toOpaque()
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Queue>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        pthread_detach(thread)
    }

    deinit { queue.end() }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.append(UnownedJob(job), for: asUnownedSerialExecutor())
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The jobs that wait for the thread.
///
/// Unchecked, because a condition variable needs a raw mutex, which the compiler cannot follow: `jobs` and `isEnding` are
/// read and written under it alone.
private final class Queue: @unchecked Sendable {
    /// At addresses of their own: a mutex must not move, and waiting on one must not count as access to this object.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [(job: UnownedJob, executor: UnownedSerialExecutor)] = []
    private var isEnding = false

    init() {
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

    func append(_ job: UnownedJob, for executor: UnownedSerialExecutor) {
        pthread_mutex_lock(mutex)
        jobs.append((job, executor))
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
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
