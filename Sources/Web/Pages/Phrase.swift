import Mail

/// What a page says, in each of its languages. `{list}` and the like stand for what differs from reader to reader.
///
/// French is written as France spaces it, with `\u{A0}` and `\u{202F}`; Canada's and Switzerland's spaces follow from it.
struct Phrase: Sendable {
    private let french: String
    private let english: String

    init(_ french: String, _ english: String) {
        self.french = french
        self.english = english
    }

    /// The words; values that have no place in them are not said.
    func text(_ language: Language, _ values: [String: String] = [:]) -> String {
        runs(language, values.mapValues { .plain($0) }).map { run in
            switch run {
            case .plain(let text), .strong(let text): text
            }
        }.joined()
    }

    /// The same piece by piece. What stands in a place is taken as it is: its spaces are its own.
    func runs(_ language: Language, _ values: [String: Page.Run] = [:]) -> [Page.Run] {
        var runs: [Page.Run] = []
        var rest = words(language)[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { runs.append(.plain(String(rest[..<open]))) }
            if let value = values[String(rest[rest.index(after: open)..<close])] { runs.append(value) }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { runs.append(.plain(String(rest))) }
        return runs
    }

    private func words(_ language: Language) -> String {
        language == .english ? english : language.respaced(french)
    }
}
