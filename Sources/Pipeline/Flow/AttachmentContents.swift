import Mail
import Synchronization

/// Messages' attachments on their way out: each content is fetched once for all that have it at the same time, and kept for as long as they do.
final class AttachmentContents: Sendable {
    /// A content that is being fetched or is there; nil where it is deleted.
    private typealias Fetched = Task<Result<AttachedContent?, OutboxError>, Never>

    private struct State {
        var room: AttachmentRoom
        var fetched: [String: Fetched] = [:]
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var isClosed = false
    }

    private let source: (any AttachmentSource)?
    private let state: Mutex<State>

    /// `source`: nil where no message has any.
    init(_ source: (any AttachmentSource)?, room: AttachmentRoom = AttachmentRoom()) {
        self.source = source
        state = Mutex(State(room: room))
    }

    /// A message's attachments; nil where they are deleted. Waits until there is room for them in memory, which they take until `leave`.
    func enter(with message: MessageID) async throws(OutboxError) -> AttachedFiles? {
        guard let source else { return nil }
        let stored = try await source.attachments(of: message)
        guard !stored.isEmpty else { return nil }
        let sizes = Dictionary(stored.map { ($0.digest, AttachedContent.encodedSize($0.size)) }) { first, _ in first }
        let number = await admit(sizes)
        do throws(OutboxError) {
            var attachments: [Attachment] = []
            for file in stored {
                try throwIfClosed()
                guard let content = try await content(of: file, from: source) else {
                    leave(number)
                    return nil
                }
                attachments.append(Attachment(name: file.name, mediaType: file.mediaType, content: content))
            }
            return AttachedFiles(attachments: attachments, number: number)
        } catch {
            leave(number)
            throw error
        }
    }

    /// The message is done with them.
    func leave(_ files: AttachedFiles) { leave(files.number) }

    private func admit(_ sizes: [String: Int]) async -> Int {
        // Whether there was room is known before anybody can be told that there is.
        let (number, isIn) = state.withLock { $0.room.enter(sizes) }
        guard !isIn else { return number }
        await withCheckedContinuation { waiting in
            let isMissed = state.withLock { state in
                // Let in between the two looks.
                guard state.room.isWaiting(number), !state.isClosed else { return true }
                state.waiting[number] = waiting
                return false
            }
            if isMissed { waiting.resume() }
        }
        return number
    }

    private func leave(_ number: Int) {
        let admitted = state.withLock { state in
            let (admitted, unused) = state.room.leave(number)
            for digest in unused { state.fetched[digest] = nil }
            return admitted.compactMap { state.waiting.removeValue(forKey: $0) }
        }
        for waiting in admitted { waiting.resume() }
    }

    private func content(
        of file: StoredAttachment, from source: any AttachmentSource
    ) async throws(OutboxError) -> AttachedContent? {
        let fetched = state.withLock { state in
            if let underWay = state.fetched[file.digest] { return underWay }
            let task = Fetched {
                do throws(OutboxError) { return .success(try await source.content(of: file)) } catch {
                    return .failure(error)
                }
            }
            state.fetched[file.digest] = task
            return task
        }
        let result = await fetched.value
        // Whoever comes next asks anew: what could not be read may be there then.
        if case .success(.some) = result {
        } else {
            state.withLock { if $0.fetched[file.digest] == fetched { $0.fetched[file.digest] = nil } }
        }
        return try result.get()
    }

    /// Nobody is let in any more, and whoever waits or still fetches is told that the database cannot be asked: what has not begun to leave goes
    /// back.
    func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            let waiting = Array(state.waiting.values)
            state.waiting = [:]
            return waiting
        }
        for one in waiting { one.resume() }
    }

    var isClosed: Bool { state.withLock(\.isClosed) }

    private func throwIfClosed() throws(OutboxError) {
        if isClosed { throw .unavailable("the worker stops") }
    }
}

/// A message's attachments in memory.
struct AttachedFiles: Sendable {
    let attachments: [Attachment]
    fileprivate let number: Int
}
