/// Looks through a file before anything of it is believed: whether it is UTF-8. In pieces of any size.
///
/// A line with a wrong byte in a file that is UTF-8 elsewhere is that line's fault, told with it. A file whose letters beyond ASCII are
/// mostly no UTF-8 is in another encoding, and which one nobody can tell for sure.
struct TextSurvey {
    private var letters = 0
    private var wrong = 0
    private var nuls = 0
    private var size = 0
    private var line = 1
    private var firstWrongLine: Int?
    /// How many bytes of a letter are still to come, and within which bounds the next one is (Unicode, table 3-7).
    private var expected = 0
    private var bounds: ClosedRange<UInt8> = 0x80...0xBF

    mutating func read(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            size += 1
            if expected > 0 {
                if bounds.contains(byte) {
                    (expected, bounds) = (expected - 1, 0x80...0xBF)
                    if expected == 0 { letters += 1 }
                    continue
                }
                noteWrong()
            }
            begin(byte)
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
    }

    /// Why the file is not to be read, when all of it has been seen; nil when it is.
    var fault: String? {
        let wrong = wrong + (expected > 0 ? 1 : 0)
        guard wrong > 0 && wrong >= letters || nuls > size / 10 else { return nil }
        let place = firstWrongLine.map { " (look at line \($0))" } ?? ""
        return "is not UTF-8\(place): save it as UTF-8, and import it then; nothing was taken in"
    }

    private mutating func begin(_ byte: UInt8) {
        switch byte {
        case 0: nuls += 1
        case 0x01...0x7F: break
        case 0xC2...0xDF: expected = 1
        case 0xE0: (expected, bounds) = (2, 0xA0...0xBF)
        case 0xED: (expected, bounds) = (2, 0x80...0x9F)
        case 0xE1...0xEF: expected = 2
        case 0xF0: (expected, bounds) = (3, 0x90...0xBF)
        case 0xF1...0xF3: expected = 3
        case 0xF4: (expected, bounds) = (3, 0x80...0x8F)
        default: noteWrong()
        }
    }

    private mutating func noteWrong() {
        wrong += 1
        firstWrongLine = firstWrongLine ?? line
        (expected, bounds) = (0, 0x80...0xBF)
    }
}
