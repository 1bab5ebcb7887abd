import Mail
import Platform
import Synchronization
import Transfer

/// A mailbox of an IMAP server, read and emptied: each call waits on a thread of its own.
package final class IMAPMailbox: Sendable {
    private struct State {
        var session: MailboxSession?
        var token: AccessToken?
    }

    private let settings: MailboxSettings
    private let state = Mutex(State())

    package init(_ settings: MailboxSettings) { self.settings = settings }

    /// `imap.shop.example:993/INBOX`, for the log.
    package var name: String { "\(settings.name)/\(settings.folder)" }

    /// The numbers of the mails that wait, the oldest first.
    package func waiting() async throws(MailboxFault) -> [UInt32] {
        try await ask { session throws(TransferFault) in try session.waiting() }
    }

    /// A mail, cut after `limit` bytes; nil when it has gone meanwhile.
    package func mail(_ number: UInt32, limit: Int) async throws(MailboxFault) -> [UInt8]? {
        try await ask { session throws(TransferFault) in try session.fetch(number, limit: limit) }
    }

    /// Moves a mail into the folder of what is handled.
    package func putAway(_ number: UInt32) async throws(MailboxFault) {
        try await ask { session throws(TransferFault) in try session.putAway(number) }
    }

    /// Asks; where the login is refused for a token that may be too old, once more with a newer one.
    private func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (MailboxSession) throws(TransferFault) -> Answer
    ) async throws(MailboxFault) -> Answer {
        let token = try await token(insteadOf: nil)
        do throws(TransferFault) {
            return try await onThread(token, question)
        } catch {
            guard error.kind == .loginDenied, let token else { throw fault(error, token) }
            guard case .token(let newer) = await newToken(insteadOf: token) else { throw fault(error, token) }
            do throws(TransferFault) {
                return try await onThread(newer, question)
            } catch {
                throw fault(error, newer)
            }
        }
    }

    private func newToken(insteadOf token: AccessToken) async -> TokenAnswer {
        guard case .tokens(let tokens) = settings.proof else { return .noneNewer }
        return await tokens.token(insteadOf: token)
    }

    /// nil where a password logs in.
    private func token(insteadOf refused: AccessToken?) async throws(MailboxFault) -> AccessToken? {
        guard case .tokens(let tokens) = settings.proof else { return nil }
        switch await tokens.token(insteadOf: refused) {
        case .token(let token): return token
        case .noneNewer: return refused
        case .failed(let fault):
            throw MailboxFault(fault.kind == .unreachable ? .unreachable : .refused, fault.description)
        }
    }

    private func onThread<Answer: Sendable>(
        _ token: AccessToken?, _ question: @escaping @Sendable (MailboxSession) throws(TransferFault) -> Answer
    ) async throws(TransferFault) -> Answer {
        let result: Result<Answer, TransferFault>
        do throws(DetachedThread.Refused) {
            result = try await DetachedThread.value { self.answer(token, question) }
        } catch {
            throw TransferFault(.setUp, "no thread: \(error)")
        }
        return try result.get()
    }

    private func answer<Answer: Sendable>(
        _ token: AccessToken?, _ question: @Sendable (MailboxSession) throws(TransferFault) -> Answer
    ) -> Result<Answer, TransferFault> {
        state.withLock { state in
            do throws(TransferFault) {
                if state.session == nil || state.token != token {
                    state.session = try MailboxSession(settings, secret: try secret(token))
                    state.token = token
                }
                guard let session = state.session else { throw TransferFault(.setUp, "no session") }
                return .success(try question(session))
            } catch {
                // The next one logs in anew, with what the password's file holds then.
                state.session = nil
                return .failure(error)
            }
        }
    }

    private func secret(_ token: AccessToken?) throws(TransferFault) -> String {
        if let token { return token.word }
        guard case .password(let read) = settings.proof else { return "" }
        do throws(MailboxFault) { return try read() } catch { throw TransferFault(.setUp, error.description) }
    }

    private func fault(_ error: TransferFault, _ token: AccessToken?) -> MailboxFault {
        let password: String? = if case .password(let read) = settings.proof { try? read() } else { nil }
        let secrets = Secrets(username: settings.username, password: token?.word ?? password ?? "")
        let said = secrets.removed(from: error.description)
        let advice =
            switch error.kind {
            case .loginDenied: ": check the login"
            case .insecure: ": check the certificate's authority"
            case .refused: ": check the folders and the rights to them"
            case .unreachable, .missing, .tooLarge, .setUp: ""
            }
        return MailboxFault(
            error.kind == .unreachable || error.kind == .missing ? .unreachable : .refused, "\(name): \(said)\(advice)")
    }
}
