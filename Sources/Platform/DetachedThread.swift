import Glibc

/// A thread for work that waits in C: the shared pool has only as many threads as the machine has cores, and none to spare for one
/// that blocks.
package enum DetachedThread {
    /// Why there is no thread: `Resource temporarily unavailable: raise TasksMax= of the unit, or ulimit -u`.
    package struct Refused: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String

        /// `code` is that of `pthread_create`.
        package init(_ code: CInt) {
            description = "\(String(cString: strerror(code))): raise TasksMax= of the unit, or ulimit -u"
        }
    }

    private final class Work {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// What `body` comes to on a thread of its own, waited for without holding one of the shared pool.
    package static func value<Value: Sendable>(
        _ body: @escaping @Sendable () -> Value
    ) async throws(Refused) -> Value {
        let result: Result<Value, Refused> = await withCheckedContinuation { asker in
            do throws(Refused) {
                try start { asker.resume(returning: .success(body())) }
            } catch {
                asker.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    /// Runs `body` on a thread of its own, which ends with it.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(Refused) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, &attributes,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        guard result == 0 else {
            work.release()
            throw Refused(result)
        }
    }
}
