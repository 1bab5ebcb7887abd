/// Why a mail is not read at all. Nothing was taken from it.
package enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    case tooLarge
    case tooDeep
    case tooManyParts

    /// Bytes. A report returns the message that it speaks of, and no mailbox takes larger ones than this.
    package static let largest = 32 << 20

    package var description: String {
        switch self {
        case .tooLarge: "larger than \(Self.largest >> 20) MB: no report of ours"
        case .tooDeep: "multiparts within more than \(ReportParts.deepest) others: no report of ours"
        case .tooManyParts: "more than \(ReportParts.most) parts: no report of ours"
        }
    }
}
