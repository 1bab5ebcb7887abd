import Glibc

/// A file of subscribers that is read several times, in pieces and as UTF-8. What cannot be read twice, such as a pipe, is kept in a
/// temporary file without a name.
struct SubscriberFile {
    private static let pieceSize = 256 * 1024

    private let descriptor: Int32
    /// For errors.
    let name: String

    /// What the descriptor has to read; it stays the caller's.
    init(_ descriptor: Int32, name: String) throws(CommandError) {
        self.name = name
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(name) }
        self.descriptor = status.st_mode & S_IFMT == S_IFREG ? descriptor : try Self.kept(descriptor, name)
    }

    /// Its text from the beginning.
    func text() throws(CommandError) -> Text {
        var beginning = [UInt8](repeating: 0, count: 4)
        let count = pread(descriptor, &beginning, beginning.count, 0)
        guard count >= 0 else { throw Self.failure(name) }
        guard let form = TextForm(beginning: Array(beginning[..<count])) else {
            throw .failed("subscribers: \(name): is UTF-32: save it as UTF-8, and import it then; nothing was taken in")
        }
        return Text(descriptor: descriptor, name: name, form: form)
    }

    /// The text of the file, piece by piece.
    struct Text {
        private let descriptor: Int32
        private let name: String
        private var wide: UTF16Reader?
        /// How many bytes of the file have been read.
        private(set) var position = 0
        private var isOver = false

        fileprivate init(descriptor: Int32, name: String, form: TextForm) {
            self.descriptor = descriptor
            self.name = name
            if case .utf16(let isBigEndian) = form { wide = UTF16Reader(isBigEndian: isBigEndian) }
        }

        /// The next piece; nil when there is no more.
        mutating func next() throws(CommandError) -> [UInt8]? {
            guard !isOver else { return nil }
            var buffer = [UInt8](repeating: 0, count: SubscriberFile.pieceSize)
            let count = pread(descriptor, &buffer, buffer.count, off_t(position))
            guard count >= 0 || errno == EINTR else { throw SubscriberFile.failure(name) }
            guard count > 0 else {
                isOver = count == 0
                return isOver ? wide?.end() : []
            }
            position += count
            return wide?.read(buffer[..<count]) ?? Array(buffer[..<count])
        }
    }

    private static func kept(_ source: Int32, _ name: String) throws(CommandError) -> Int32 {
        // Ends with the process.
        guard let file = tmpfile() else { throw failure("a temporary file for \(name)") }
        var buffer = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = read(source, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(name) }
            if count == 0 { break }
            guard fwrite(buffer, 1, count, file) == count else { throw failure("a temporary file for \(name)") }
        }
        guard fflush(file) == 0 else { throw failure("a temporary file for \(name)") }
        return fileno(file)
    }

    fileprivate static func failure(_ name: String) -> CommandError {
        .failed("subscribers: \(name): \(String(cString: strerror(errno)))")
    }
}
