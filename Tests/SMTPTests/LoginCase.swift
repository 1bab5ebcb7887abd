import Catcher
import Testing

/// A relay's habit with logins, and what comes of a message by it.
struct LoginCase: Sendable, CustomTestStringConvertible {
    let habits: SessionOptions.LoginHabits
    let summary: String

    init(
        _ offer: String, takes taken: [String] = ["PLAIN", "LOGIN"],
        initialResponse: SessionOptions.LoginHabits.InitialResponse = .allowed, _ summary: String = "accepted 250"
    ) {
        var habits = SessionOptions.LoginHabits()
        (habits.offer, habits.taken, habits.initialResponse) = (offer, taken, initialResponse)
        (self.habits, self.summary) = (habits, summary)
    }

    var testDescription: String { "\(habits.offer), takes \(habits.taken), \(habits.initialResponse)" }

    static let all = [
        LoginCase("AUTH PLAIN LOGIN"), LoginCase("AUTH PLAIN", takes: ["PLAIN"]),
        LoginCase("AUTH LOGIN", takes: ["LOGIN"]),
        LoginCase("AUTH LOGIN PLAIN XOAUTH2"),
        LoginCase("AUTH PLAIN", initialResponse: .required), LoginCase("AUTH PLAIN", initialResponse: .refused),
        LoginCase("AUTH PLAIN LOGIN", takes: ["LOGIN"]), LoginCase("AUTH PLAIN LOGIN", takes: ["PLAIN"]),
        LoginCase("AUTH LOGIN", initialResponse: .refused), LoginCase("AUTH LOGIN", initialResponse: .required),
        LoginCase("AUTH PLAIN LOGIN", takes: ["LOGIN"], initialResponse: .refused),
        LoginCase("AUTH=LOGIN PLAIN\nAUTH LOGIN PLAIN"),
        LoginCase("AUTH CRAM-MD5", takes: ["CRAM-MD5"]), LoginCase("AUTH CRAM-MD5 PLAIN", takes: ["CRAM-MD5"]),
        LoginCase("AUTH CRAM-MD5 PLAIN LOGIN", takes: ["LOGIN"]),
        LoginCase("AUTH DIGEST-MD5 CRAM-MD5", takes: ["CRAM-MD5"]),
        // libcurl knows the keyword in capitals alone; no server is known that writes it otherwise.
        LoginCase("auth plain", "broken loginImpossible at auth"),
        LoginCase("AUTH=LOGIN", "broken loginImpossible at auth"),
        LoginCase("AUTH XOAUTH2", "broken loginImpossible at auth"),
        LoginCase("AUTH NTLM GSSAPI", "broken loginImpossible at auth"),
        LoginCase("AUTH PLAIN LOGIN", takes: [], "refused 504 at auth"),
    ]
}
