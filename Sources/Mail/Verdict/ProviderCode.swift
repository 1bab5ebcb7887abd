/// The code of its own that a French provider puts into its replies: `OFR_104`, `LPN027_503`. What counts is the provider and
/// the last three digits; Orange and La Poste share their numbers.
package struct ProviderCode: Sendable, Hashable {
    /// Who writes them: Orange (`OFR`, `OUK`), La Poste (`LPN`, `LPNAAA`), SFR (`SFR_IN`).
    package enum Provider: Sendable, Hashable, CaseIterable {
        case orange, laPoste, sfr

        /// What stands before the digits.
        package var labels: [String] {
            switch self {
            case .orange: ["ofr", "ouk"]
            case .laPoste: ["lpn", "lpnaaa"]
            case .sfr: ["sfr_in"]
            }
        }
    }

    package var provider: Provider
    /// The last three digits.
    package var number: Int

    package init(_ provider: Provider, _ number: Int) {
        self.provider = provider
        self.number = number
    }

    /// Reads a word that is nothing else: a label, then `_104`, `027_503` or `005-510`, in lower case. nil for any other word.
    package init?(word: some Collection<UInt8>) {
        for provider in Provider.allCases {
            for label in provider.labels where word.starts(with: label.utf8) {
                guard let number = Self.number(Array(word.dropFirst(label.utf8.count))) else { continue }
                self.init(provider, number)
                return
            }
        }
        return nil
    }

    private static func number(_ rest: [UInt8]) -> Int? {
        let isSeparator = rest.dropLast(3).last.map {
            $0 == UInt8(ascii: "_") || rest.count == 7 && $0 == UInt8(ascii: "-")
        }
        let digits = rest.count == 7 ? rest.prefix(3) + rest.suffix(3) : rest.suffix(3)
        guard rest.count == 4 || rest.count == 7, isSeparator == true,
            digits.allSatisfy(\.isDigit)
        else { return nil }
        return rest.suffix(3).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
