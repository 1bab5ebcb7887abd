import CCurl
import Mail
import Transfer

/// One login at a mailbox, asked by one thread at a time. libcurl keeps the connection, and makes a new one where it has died.
final class MailboxSession {
    private static let connectTime = 20
    private static let wholeTime = 300
    private static let largestList = 8 << 20

    private let settings: MailboxSettings
    private let folder: FolderName
    private let handled: FolderName
    private let handle: CurlHandle
    /// What identifies the folder's numbers; another one, and they name other mails.
    private var uidValidity: UInt32?
    private var capabilities: Set<String>?

    /// - Parameter secret: The password, or the token.
    init(_ settings: MailboxSettings, secret: String) throws(TransferFault) {
        self.settings = settings
        folder = FolderName(settings.folder)
        handled = FolderName(settings.handledFolder)
        handle = try CurlHandle()
        try handle.set(CURLOPT_PROTOCOLS_STR, scheme)
        // A proxy set in the environment for web traffic is none for mail.
        try handle.set(CURLOPT_PROXY, "")
        // Never CURLUSESSL_TRY: it would go on in clear.
        try handle.set(CURLOPT_USE_SSL, Int((settings.isEncrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE).rawValue))
        try handle.set(CURLOPT_CONNECTTIMEOUT, Self.connectTime)
        try handle.set(CURLOPT_TIMEOUT, Self.wholeTime)
        if let caFile = settings.caFile { try handle.set(CURLOPT_CAINFO, caFile) }
        try handle.set(CURLOPT_USERNAME, settings.username)
        switch settings.proof {
        case .password:
            try handle.set(CURLOPT_PASSWORD, secret)
            try handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5")
        case .tokens:
            try handle.set(CURLOPT_XOAUTH2_BEARER, secret)
            try handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2")
        }
    }

    /// The numbers (UID) of the mails in the folder, the oldest first. Those that are marked as deleted are handled already.
    func waiting() throws(TransferFault) -> [UInt32] {
        let answer = try ask("UID SEARCH UNDELETED", at: folderURL)
        // Said when the folder is selected; on a kept connection it has been.
        if let validity = ServerLines(answer.head).uidValidity { uidValidity = validity }
        return ServerLines(answer.body).found
    }

    /// A mail, cut after `limit` bytes; nil when it has gone meanwhile.
    func fetch(_ number: UInt32, limit: Int) throws(TransferFault) -> [UInt8]? {
        do {
            try handle.unset(CURLOPT_CUSTOMREQUEST)
            try handle.set(CURLOPT_URL, "\(numberedURL)/;UID=\(number)/;PARTIAL=0.\(limit)")
            return try handle.perform(limit: 2 * limit + Self.largestList).body
        } catch {
            guard error.kind == .missing else { throw error }
            return nil
        }
    }

    /// Moves a mail into the folder of what is handled. One that has gone meanwhile was moved by somebody else.
    func putAway(_ number: UInt32) throws(TransferFault) {
        let able = try serverCapabilities()
        if able.contains("MOVE") { return try toHandled("UID MOVE", number) }
        // RFC 6851 section 3.3: what MOVE does, in steps; a mail that is copied and not deleted is handled once more.
        try toHandled("UID COPY", number)
        _ = try ask("UID STORE \(number) +FLAGS.SILENT (\\Deleted)", at: numberedURL)
        _ = try ask(able.contains("UIDPLUS") ? "UID EXPUNGE \(number)" : "EXPUNGE", at: numberedURL)
    }

    private func toHandled(_ command: String, _ number: UInt32) throws(TransferFault) {
        let line = "\(command) \(number) \(handled.quoted)"
        do {
            _ = try ask(line, at: numberedURL)
        } catch {
            guard error.kind == .refused, error.description.uppercased().contains("[TRYCREATE]") else { throw error }
            _ = try ask("CREATE \(handled.quoted)", at: numberedURL)
            _ = try ask(line, at: numberedURL)
        }
    }

    private func serverCapabilities() throws(TransferFault) -> Set<String> {
        if let capabilities { return capabilities }
        let able = ServerLines(try ask("CAPABILITY", at: numberedURL).body).capabilities
        capabilities = able
        return able
    }

    private func ask(_ command: String, at url: String) throws(TransferFault) -> CurlHandle.Answer {
        try handle.set(CURLOPT_URL, url)
        try handle.set(CURLOPT_CUSTOMREQUEST, command)
        return try handle.perform(limit: Self.largestList)
    }

    private var scheme: String { settings.implicitTLS && settings.isEncrypted ? "imaps" : "imap" }

    private var folderURL: String { "\(scheme)://\(settings.name)/\(folder.percentEncoded)" }

    /// The same, good as long as the folder's numbers are.
    private var numberedURL: String { folderURL + (uidValidity.map { ";UIDVALIDITY=\($0)" } ?? "") }
}
