import Mail
import Testing

@Suite("A server's words in a report")
struct ReportWordsTests {
    static let cases: [(code: Int?, enhanced: String?, text: String, words: String)] = [
        (550, "5.1.1", "User unknown", "550 5.1.1 User unknown"),
        (550, "5.1.1", "550 5.1.1 User unknown", "550 5.1.1 User unknown"),
        (550, "5.1.1", "550-5.1.1 User unknown", "550 5.1.1 User unknown"),
        (550, "5.1.1", "5.1.1 User unknown", "550 5.1.1 User unknown"),
        (550, nil, "550 User unknown", "550 User unknown"),
        (550, "5.1.1", "5501 is no code", "550 5.1.1 5501 is no code"),
        (nil, "5.0.0", "", "5.0.0"), (nil, nil, "Refused", "Refused"), (nil, nil, "", ""),
        (550, "5.1.1", "550 5.1.1", "550 5.1.1"),
    ]

    @Test("The codes stand before them once", arguments: cases)
    func words(code: Int?, enhanced: String?, text: String, words: String) {
        #expect(Report.words(code: code, enhanced: enhanced, text: text) == words)
    }
}
