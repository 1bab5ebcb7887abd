/// What a provider makes of a refusal, for the codes that it leaves out (RFC 3463). What becomes of the address the table of replies alone
/// says, by these codes and the server's words.
enum BounceHint: Sendable {
    /// It names a mailbox that is not there.
    case unknownMailbox
    /// For good, for a reason that it does not tell.
    case permanent
    /// For what the sender or the letter is, or because the provider itself would not send it: says nothing of the mailbox.
    case policy
    /// For now.
    case transient

    var code: Int { self == .transient ? 450 : 550 }

    var enhanced: String? {
        switch self {
        case .unknownMailbox: "5.1.1"
        case .permanent: nil
        case .policy: "5.7.1"
        case .transient: nil
        }
    }
}
