import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads one mail up to the line with the lone dot (RFC 5321 section 4.1.1.4), strictly: only CRLF ends a line, so
/// that nothing but CRLF.CRLF ends a mail.
struct DataReader: Sendable {
    /// The mail so far, dots unstuffed.
    private(set) var bytes: [UInt8] = []
    /// Octets read off the wire so far, in whole lines.
    private(set) var octets = 0
    /// The first thing that was wrong with the mail; it is read to its end all the same.
    private(set) var fault: Response?

    private let maximumSize: Int
    private var isAfterCRLF = true

    /// RFC 5321 section 4.5.3.1.6: a text line has at most 1,000 octets, its CRLF included.
    static let maximumLine = 1_000

    init(maximumSize: Int, fault: Response? = nil) {
        self.maximumSize = maximumSize
        self.fault = fault
    }

    /// Takes whole lines from the buffer; true once the final dot's line was among them.
    mutating func read(from buffer: inout ByteBuffer) -> Bool {
        var isWhole = false
        let taken = buffer.withUnsafeReadableBytes { octets in
            var start = 0
            // memchr: ten thousand mails are half a million lines, and a loop in a debug build takes seconds over them.
            while !isWhole, let from = octets.baseAddress?.advanced(by: start),
                let end = memchr(from, Int32(UInt8(ascii: "\n")), octets.count - start)
            {
                let length = UnsafeRawPointer(end) - from + 1
                isWhole = take(UnsafeRawBufferPointer(start: from, count: length))
                start += length
            }
            return start
        }
        buffer.moveReaderIndex(forwardBy: taken)
        octets += taken
        if !isWhole, buffer.readableBytes > Self.maximumLine + 1 {
            note(Response(554, "5.6.0", "A line is over \(Self.maximumLine) octets long"))
            // The CR that the line may end in stays, to meet its LF.
            octets += buffer.readableBytes - 1
            buffer.moveReaderIndex(forwardBy: buffer.readableBytes - 1)
            isAfterCRLF = false
        }
        return isWhole
    }

    /// Takes one line, its LF included; true when it is the final dot's.
    private mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        let wasAfterCRLF = isAfterCRLF
        let firstReturn = line.baseAddress.flatMap { from in
            memchr(from, Int32(UInt8(ascii: "\r")), line.count).map { UnsafeRawPointer($0) - from }
        }
        isAfterCRLF = line.dropLast().last == UInt8(ascii: "\r")
        if !isAfterCRLF {
            note(Response(554, "5.6.0", "Bare LF in the mail"))
        } else if firstReturn != line.count - 2 {
            note(Response(554, "5.6.0", "Bare CR in the mail"))
        }
        var text = line
        if wasAfterCRLF, line.first == UInt8(ascii: ".") {
            if isAfterCRLF, line.count == 3 { return true }
            text = UnsafeRawBufferPointer(rebasing: line.dropFirst())
        }
        if text.count > Self.maximumLine {
            note(Response(554, "5.6.0", "A line is over \(Self.maximumLine) octets long"))
        }
        if bytes.count + text.count > maximumSize {
            note(Response(552, "5.3.4", "The mail is over \(maximumSize) octets long"))
        } else {
            bytes.append(contentsOf: text)
        }
        return false
    }

    private mutating func note(_ fault: Response) { self.fault = self.fault ?? fault }
}
