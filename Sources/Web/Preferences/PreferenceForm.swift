import Crypto
import Mail

/// The choices that a form brings, by list: `to-ID=weekly`, beside what was shown, `shown-ID=always`.
struct PreferenceForm: Sendable {
    private var fields: [String: String] = [:]

    /// Reads `application/x-www-form-urlencoded`, which a page's form is sent as. Of a field that comes twice the first counts.
    init(_ body: [UInt8]) {
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { continue }
            let name = String(decoding: sides[0], as: UTF8.self)
            if fields[name] == nil { fields[name] = String(decoding: sides[1], as: UTF8.self) }
        }
    }

    /// What is chosen for a list; nil where that is what the form showed, and where it says nothing of the list.
    func choice(for list: String) -> ListPreference.Choice? {
        let id = Self.id(of: list)
        guard let chosen = fields["to-\(id)"], chosen != fields["shown-\(id)"] else { return nil }
        return ListPreference.Choice(rawValue: chosen)
    }

    /// What a list is called in a form: short, and in letters that need no encoding, whatever its name is.
    static func id(of list: String) -> String {
        Array(SHA256.hash(data: Array(list.utf8)).prefix(6)).hexadecimal
    }
}
